"""A week, and an app that is still being tested, in the words of other languages."""

WEEKS_ELSEWHERE = (
    "毎週", "７日", "7日", "七日", "一週間", "1週間", "テスト中",
    "每周", "每週", "7天", "7 天", "七天", "一周", "一週", "测试中", "測試中",
    "jede woche", "wöchentlich", "alle 7 tage", "alle sieben tage", "nach 7 tagen", "nach sieben tagen", "nach einer woche",
    "chaque semaine", "toutes les semaines", "tous les 7 jours", "tous les sept jours", "après 7 jours", "au bout d'une semaine",
    "cada semana", "cada 7 días", "cada siete días", "después de 7 días", "tras una semana",
    "toda semana", "a cada 7 dias", "após 7 dias", "depois de 7 dias", "após uma semana",
    "ogni settimana", "ogni 7 giorni", "dopo 7 giorni", "elke week", "om de 7 dagen", "na 7 dagen",
)  # fmt: skip
"""What Google's seven days are called."""
