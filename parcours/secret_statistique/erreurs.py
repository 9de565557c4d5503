"""Refusals of the engine: every one of them means that nothing may be published."""


class SecretStatistiqueError(Exception):
    """Base of all refusals; catching it and publishing anyway is a breach of secrecy."""


class DeclarationInvalide(SecretStatistiqueError):
    """The declaration of tables contradicts itself or lowers a threshold it may not lower."""


class ComptagesInvalides(SecretStatistiqueError):
    """The counts do not match the declaration: unknown category, negative count, person in a structural zero."""


class RegistreIncoherent(SecretStatistiqueError):
    """The ledger of publications was altered, or no longer agrees with the counts or the declaration."""


class SolveurInterrompu(SecretStatistiqueError):
    """The solver stopped before the end (limit, numerical trouble): no mask comes out of an unfinished run."""


class ProtectionImpossible(SecretStatistiqueError):
    """Even with every new cell hidden, a sensitive cell would remain exposed by what is already public."""


class CertificatInvalide(SecretStatistiqueError):
    """A sensitive cell lacks a verified alternative world: the table is not released."""
