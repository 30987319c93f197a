"""The three associations of the demo: what they are, and what people do there."""

import datetime

from benevalibre.associations.models import Expenses, Field, Travel, Visibility
from benevalibre.hosting.demo import people
from benevalibre.hosting.demo.shapes import Habit, Kind, Place

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)

WORKSHOP = Place(
    name="Le Pignon voyageur",
    choices={
        "description": (
            "L’atelier vélo du quartier de la gare. On y répare son vélo soi-même, avec des "
            "outils, des pièces de récupération et quelqu’un qui sait. On y apprend aussi à "
            "rouler en ville, à tout âge."
        ),
        "website": "https://pignon-voyageur.example.org",
        "postal_code": "35000",
        "has_employees": True,
        "income": 48_000,
        "register_number": "W353000001",
        "moderate_members": True,
        "moderate_actions": True,
        "visibility": Visibility.TOTALS,
        "policy_travel": Travel.NONE,
    },
    activity_field="Protection de l’environnement",
    projects={
        "Atelier du samedi": Kind.UPKEEP,
        "Atelier du mercredi": Kind.UPKEEP,
        "Vélo-école": Kind.TEACHING,
        "Collecte de vélos": Kind.GOODS,
        "Bourse aux vélos": Kind.EVENTS,
        "Fête du vélo": Kind.EVENTS,
        "Vélobus de l’école Jean-Macé": Kind.LEADING,
    },
    closed_projects=("Vélobus de l’école Jean-Macé",),
    season=(0.7, 0.8, 1.1, 1.3, 1.3, 1.2, 0.7, 0.4, 1.4, 1.2, 0.9, 0.6),
    managers=(people.NADIA, people.GERARD),
    helpers=(people.CYCLISTS[0], people.CYCLISTS[18]),
    people=(
        people.JEANNE, people.KARIM, people.LUCIE, people.BERNARD, people.INES, people.THOMAS,
        *people.CYCLISTS[1:18], *people.CYCLISTS[19:],
    ),
    without_account=people.CYCLISTS_WITHOUT_ACCOUNT,
    left=people.CYCLISTS_WHO_LEFT,
    habits=(
        Habit(
            kind=Kind.UPKEEP, project="Atelier du samedi", weekdays=(SATURDAY,), weight=30,
            minutes=(120, 150, 180, 180, 210, 240),
            titles=("", "", "", "Tri des pièces détachées", "Roues et rayons",
                    "Freins et gaines"),
            notes=("Beaucoup de monde, trois vélos repartis.",
                   "Il manque des chambres à air de 26."),
        ),
        Habit(
            kind=Kind.UPKEEP, project="Atelier du mercredi", weekdays=(WEDNESDAY,), weight=20,
            minutes=(120, 150, 180), titles=("", "", "Vélos des enfants", "Démontage des épaves"),
        ),
        Habit(
            kind=Kind.WELCOME, weekdays=(WEDNESDAY, SATURDAY), weight=10, minutes=(90, 120, 180),
            titles=("Accueil et adhésions", "Accueil de l’atelier"),
        ),
        Habit(
            kind=Kind.TEACHING, project="Vélo-école", weekdays=(TUESDAY, SUNDAY), weight=9,
            minutes=(90, 120, 120), months=(3, 4, 5, 6, 9, 10, 11),
            titles=("", "", "Première sortie en ville", "Apprendre à rouler, adultes"),
            notes=("Six élèves, deux ont lâché le frein toutes seules.",),
        ),
        Habit(
            kind=Kind.GOODS, project="Collecte de vélos", weekdays=(FRIDAY,), weight=8,
            minutes=(60, 90, 120, 150),
            titles=("", "Passage à la déchèterie", "Tournée des caves d’immeuble"),
            kilometres=(8, 12, 18, 25),
        ),
        Habit(
            kind=Kind.EVENTS, project="Bourse aux vélos", weekdays=(SATURDAY, SUNDAY), weight=25,
            minutes=(180, 240, 300, 420), months=(4, 9),
            titles=("", "Dépôt des vélos", "Caisse", "Rangement"),
        ),
        Habit(
            kind=Kind.EVENTS, project="Fête du vélo", weekdays=(SATURDAY,), weight=25, days=2,
            minutes=(300, 360, 480, 600), months=(6,),
            titles=("", "Parcours des enfants", "Buvette", "Montage et démontage"),
        ),
        Habit(
            kind=Kind.LEADING, project="Vélobus de l’école Jean-Macé", weight=4,
            weekdays=(MONDAY, THURSDAY), minutes=(30, 45), months=(3, 4, 5, 6, 9, 10),
        ),
        Habit(
            kind=Kind.OFFICE, weekdays=(MONDAY, TUESDAY, THURSDAY), weight=6,
            minutes=(30, 45, 60, 90, 120),
            titles=("Comptabilité", "Dossier de subvention", "Planning des permanences",
                    "Commande de pièces"),
        ),
        Habit(
            kind=Kind.BOARD, weekdays=(MONDAY,), weight=4, minutes=(120, 150),
            titles=("Conseil d’administration", "Réunion de bureau"),
        ),
        Habit(
            kind=Kind.OUTREACH, weekdays=(THURSDAY, SUNDAY), weight=4, minutes=(45, 60, 120, 180),
            titles=("Lettre d’information", "Stand au marché", "Rendez-vous à la mairie"),
        ),
        Habit(
            kind=Kind.OTHER, weekdays=(SUNDAY,), weight=3, minutes=(120, 180, 240),
            titles=("Grand ménage du local", "Peinture du local"), months=(1, 8),
        ),
    ),
)  # fmt: skip

GARDEN = Place(
    name="Les Jardins de la Fontaine",
    choices={
        "description": (
            "Douze parcelles, un compost et une cabane à outils derrière le lavoir. "
            "On jardine ensemble le dimanche matin, et l’on partage les courgettes."
        ),
        "postal_code": "35235",
        "has_employees": False,
        "visibility": Visibility.ALL,
        "policy_travel": Travel.NONE,
    },
    activity_field="Protection de l’environnement",
    projects={
        "Dimanche au jardin": Kind.UPKEEP,
        "Compost du quartier": Kind.ADVICE,
        "Fête des récoltes": Kind.EVENTS,
    },
    season=(0.3, 0.5, 1.2, 1.7, 1.8, 1.5, 1.1, 0.9, 1.3, 1.0, 0.5, 0.2),
    managers=(people.PAUL,),
    people=(people.JEANNE, *people.GARDENERS),
    without_account=people.GARDENERS_WITHOUT_ACCOUNT,
    habits=(
        Habit(
            kind=Kind.UPKEEP, project="Dimanche au jardin", weekdays=(SUNDAY,), weight=30,
            minutes=(90, 120, 150, 180), titles=("", "", "Taille des haies", "Arrosage"),
        ),
        Habit(
            kind=Kind.ADVICE, project="Compost du quartier", weekdays=(SATURDAY,), weight=10,
            minutes=(45, 60, 90), titles=("", "Retournement du compost"),
        ),
        Habit(
            kind=Kind.EVENTS, project="Fête des récoltes", weekdays=(SATURDAY, SUNDAY), weight=20,
            minutes=(180, 300, 360), months=(9,), titles=("", "Soupe au potiron"),
        ),
        Habit(
            kind=Kind.TEACHING, weekdays=(WEDNESDAY,), weight=5, minutes=(60, 90),
            titles=("Semis avec l’école",), months=(3, 4, 5),
        ),
        Habit(kind=Kind.BOARD, weekdays=(THURSDAY,), weight=3, minutes=(90,), months=(1, 6, 11)),
    ),
)  # fmt: skip

SHELTER = Place(
    name="Un toit pour l’hiver",
    choices={
        "description": (
            "Des repas, un accueil de nuit et de l’aide pour les papiers, pour celles et ceux "
            "qui dorment dehors. L’association n’apparaît pas dans l’annuaire."
        ),
        "hidden": True,
        "postal_code": "35000",
        "has_employees": False,
        "income": 21_500,
        "register_number": "W353000002",
        "declared_on": datetime.date(2009, 10, 17),
        "all_general_interest": True,
        "moderate_members": True,
        "visibility": Visibility.OWN,
        "policy_travel": Travel.APART,
        "policy_valued": True,
        "policy_expenses": Expenses.RECEIPTS,
        "policy_level": Field.OPTIONAL,
    },
    activity_field="Association caritative",
    projects={
        "Maraude du soir": Kind.WELCOME,
        "Accueil de nuit": Kind.WELCOME,
        "Repas du dimanche": Kind.GOODS,
        "Aide aux démarches": Kind.ADVICE,
        "Collecte alimentaire": Kind.GOODS,
    },
    season=(1.6, 1.5, 1.2, 0.8, 0.6, 0.5, 0.4, 0.4, 0.6, 0.9, 1.3, 1.6),
    managers=(people.MICHEL, people.MONIQUE),
    people=(people.JEANNE, *people.NEIGHBOURS),
    without_account=people.NEIGHBOURS_WITHOUT_ACCOUNT,
    habits=(
        Habit(
            kind=Kind.WELCOME, project="Maraude du soir", weekdays=(TUESDAY, THURSDAY), weight=25,
            minutes=(150, 180, 180, 210), kilometres=(9, 14, 22), travel=(20, 30),
            notes=("Douze personnes rencontrées.", "Il faudrait des gants et des chaussettes."),
        ),
        Habit(
            kind=Kind.WELCOME, project="Accueil de nuit", weekdays=(FRIDAY, SATURDAY), weight=12,
            minutes=(240, 480, 600), months=(11, 12, 1, 2, 3), travel=(20,),
        ),
        Habit(
            kind=Kind.GOODS, project="Repas du dimanche", weekdays=(SUNDAY,), weight=15,
            minutes=(120, 180, 210),
            titles=("", "", "Épluchage et cuisine", "Service et vaisselle"),
        ),
        Habit(
            kind=Kind.ADVICE, project="Aide aux démarches", weekdays=(MONDAY, WEDNESDAY), weight=10,
            minutes=(90, 120), titles=("", "Accompagnement à la préfecture", "Courriers"),
        ),
        Habit(
            kind=Kind.GOODS, project="Collecte alimentaire", weekdays=(FRIDAY, SATURDAY), weight=20,
            minutes=(120, 180, 240), months=(11,), kilometres=(6, 10),
        ),
        Habit(
            kind=Kind.OFFICE, weekdays=(MONDAY, FRIDAY), weight=5, minutes=(45, 60, 90),
            titles=("Comptes du mois", "Reçus et courriers", "Bilan pour la mairie"),
        ),
        Habit(
            kind=Kind.BOARD, weekdays=(WEDNESDAY,), weight=4, minutes=(120,),
            titles=("Conseil d’administration",),
        ),
    ),
)  # fmt: skip

PLACES = (WORKSHOP, GARDEN, SHELTER)
