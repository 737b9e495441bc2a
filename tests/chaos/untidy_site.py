"""The site with the guard off: nothing takes away what a full disk has cut short."""

from django.core.files.storage import FileSystemStorage

from expo.wsgi import application as application


def leave(_storage, _name):
    pass


FileSystemStorage.delete = leave
