"""Files that staff bring: looked at first, imported when somebody says so, undone if need be. Kinds are EXPO_IMPORTS.

`kinds` is what a kind has to say, `uploads` the form of a file, `runs` the way of a file from one state to the next;
the pages are `expo.views.imports` and templates/imports/.
"""
