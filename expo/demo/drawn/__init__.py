"""Pictures for the rehearsal, drawn by the system itself: nobody else's, few, and the same at each load."""
