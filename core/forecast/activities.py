"""What a business does and in which legal form, as contributions and taxes see it."""

from enum import StrEnum, auto

from core.language import N_


class Activity(StrEnum):
    """The kinds of activity that have rates of their own."""

    SALE_TRADE = auto()
    SALE_CRAFT = auto()
    SERVICE_TRADE = auto()
    SERVICE_CRAFT = auto()
    LIBERAL = auto()
    LIBERAL_CIPAV = auto()
    TOURIST_LET = auto()


ACTIVITIES = {
    Activity.SALE_TRADE: N_("Sale of goods or meals, as a trader"),
    Activity.SALE_CRAFT: N_("Sale of what one makes, as a craftsperson"),
    Activity.SERVICE_TRADE: N_("Services, as a trader"),
    Activity.SERVICE_CRAFT: N_("Services, as a craftsperson"),
    Activity.LIBERAL: N_("Liberal profession"),
    Activity.LIBERAL_CIPAV: N_("Liberal profession of the Cipav"),
    Activity.TOURIST_LET: N_("Classified furnished tourist let"),
}

# VAT is owed on goods when they are delivered, on services when they are paid.
GOODS = frozenset({Activity.SALE_TRADE, Activity.SALE_CRAFT})


class LegalForm(StrEnum):
    MICRO = auto()
    SOLE_TRADER = auto()
    EURL = auto()
    SASU = auto()
    ASSOCIATION = auto()


LEGAL_FORMS = {
    LegalForm.MICRO: N_("Micro-entreprise"),
    LegalForm.SOLE_TRADER: N_("Sole trader taxed on real profit"),
    LegalForm.EURL: N_("EURL"),
    LegalForm.SASU: N_("SASU"),
    LegalForm.ASSOCIATION: N_("Association"),
}

# Where the person is not apart from the business: what they take is no cost of it.
SOLE = frozenset({LegalForm.MICRO, LegalForm.SOLE_TRADER})
COMPANIES = frozenset({LegalForm.EURL, LegalForm.SASU})


class VatRegime(StrEnum):
    FRANCHISE = auto()
    LIABLE = auto()


VAT_REGIMES = {
    VatRegime.FRANCHISE: N_("No VAT (franchise)"),
    VatRegime.LIABLE: N_("With VAT"),
}


class Declaration(StrEnum):
    """How often the turnover received is declared; contributions are paid the month after."""

    MONTHLY = auto()
    QUARTERLY = auto()


DECLARATIONS = {
    Declaration.MONTHLY: N_("Every month"),
    Declaration.QUARTERLY: N_("Every quarter"),
}
