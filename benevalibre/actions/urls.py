"""Everybody's own pages, then those of the team."""

from django.urls import URLPattern, URLResolver

from benevalibre.actions import own_urls, team_urls

app_name = "actions"
urlpatterns: list[URLPattern | URLResolver] = [*own_urls.urlpatterns, *team_urls.urlpatterns]
