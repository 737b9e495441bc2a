"""Addresses of an edition's public bulletins, below its language."""

from django.urls import path

from deals import bulletin_views

app_name = "bulletins"
urlpatterns = [
    path("", bulletin_views.index, name="index"),
    path("<int:number>/", bulletin_views.bulletin, name="bulletin"),
    path("<int:number>/card.svg", bulletin_views.card, name="card"),
    path("<int:number>/figures/<slug:key>/", bulletin_views.figure, name="figure"),
]
