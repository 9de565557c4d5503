"""Documents in one house style: PDF, calendar entries, spreadsheets, charts. Knows neither the web, nor the base, nor the métier."""
