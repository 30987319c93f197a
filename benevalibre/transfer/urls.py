"""What goes in and out of an association, under its own address."""

from django.urls import path

from benevalibre.transfer.views import archive, arrivals, data, departures, interface

app_name = "transfer"

DATA = "associations/<int:association_id>/donnees/"
MOVE = f"{DATA}demenagement/"
ARRIVAL = "associations/arrivee/<int:arrival_id>/"

urlpatterns = [
    path(DATA, data.association_data, name="association_data"),
    path(f"{DATA}archive/", archive.archive_download, name="archive_download"),
    path(MOVE, departures.departure, name="departure"),
    path(f"{MOVE}annulation/", departures.departure_cancellation, name="departure_cancellation"),
    path(f"{MOVE}fichier/", departures.departure_file, name="departure_file"),
    path(f"{MOVE}archive/", departures.departure_archive, name="departure_archive"),
    path("associations/arrivee/", arrivals.arrival_create, name="arrival_create"),
    path(ARRIVAL, arrivals.arrival, name="arrival"),
    path(f"{ARRIVAL}essai/", arrivals.arrival_retry, name="arrival_retry"),
    path(f"{ARRIVAL}suite/", arrivals.arrival_alone, name="arrival_alone"),
    path(f"{ARRIVAL}abandon/", arrivals.arrival_discard, name="arrival_discard"),
    # The address of 2.0.x, whose files and instances call it.
    path("api/v1/associations/<int:association_id>/migrate", interface.migrate, name="migrate"),
]
