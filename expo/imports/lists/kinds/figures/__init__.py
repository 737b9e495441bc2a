"""Lists of figures that were said in public: their columns, which statement is meant, what does not fit."""
