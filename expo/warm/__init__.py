"""Public pages, files and feeds that were made before are answered from a store, before Django's handler is asked.

`routes` says what is kept, `addresses` under which key, `answers` as what, `memory` and `files` where, and `store` for
how long; `application` and `middleware` ask it, the one in front of Django, the other in front of its views.
"""
