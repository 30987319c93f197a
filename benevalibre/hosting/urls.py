from django.urls import URLPattern, URLResolver

app_name = "hosting"
urlpatterns: list[URLPattern | URLResolver] = []
