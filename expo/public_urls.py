"""Addresses of the edition's public pages, below `/<language>/<edition>/`."""

from django.urls import path

from expo.views import exhibitors, halls, home, people, search, showcase, sources

app_name = "expo"
urlpatterns = [
    path("", home.home, name="home"),
    path("exhibitors/", exhibitors.exhibitors, name="exhibitors"),
    path("exhibitors/<slug:slug>/", exhibitors.exhibitor, name="exhibitor"),
    path("halls/", halls.halls, name="halls"),
    path("halls/<slug:code>/", halls.hall, name="hall"),
    path("people/", people.people, name="people"),
    path("people/<slug:slug>/", people.person, name="person"),
    path("launches/", showcase.launches, name="launches"),
    path("scenarios/", showcase.scenarios, name="scenarios"),
    path("scenarios/<slug:slug>/", showcase.scenario, name="scenario"),
    path("letters/", showcase.letters, name="letters"),
    path("search/", search.search, name="search"),
    path("sources/", sources.sources, name="sources"),
]
