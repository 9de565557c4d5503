"""What a meeting prints: convocations, agenda, attendance, nameless minutes; sheet, decision and letter of each situation."""
