"""Addresses of the desk of those who plan the agenda."""

from django.urls import path

from agenda import desk, problem_desk, release_desk
from agenda.desk import board

app_name = "agenda_desk"
urlpatterns = [
    path("", board.start, name="start"),
    path("<slug:edition>/board/", board.today, name="today"),
    path("<slug:edition>/board/<str:day>/", board.board, name="board"),
    path("<slug:edition>/changes/", board.changes, name="changes"),
    path("<slug:edition>/sessions/<int:pk>/move/", board.move, name="move"),
    path("<slug:edition>/undo/", board.undo, name="undo"),
    path("<slug:edition>/redo/", board.redo, name="redo"),
    path("<slug:edition>/copy/", desk.copy, name="copy"),
    path("<slug:edition>/release/", release_desk.release, name="release"),
    path("<slug:edition>/release/<int:pk>/", release_desk.hot_fix, name="hot_fix"),
    path("<slug:edition>/import/", desk.bring, name="import"),
    path("<slug:edition>/import/<int:pk>/", desk.imported, name="imported"),
    path("<slug:edition>/problems/", problem_desk.problems, name="problems"),
]
