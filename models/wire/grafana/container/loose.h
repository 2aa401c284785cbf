// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>
#include <QStringList>

#include <optional>

namespace wf::wire::grafana {

// Dashboards are written by hand, by templates and by fifteen years of versions: numbers come as text and text as
// numbers. Every question to something of another kind answers "nothing".

[[nodiscard]] QString textOf(const QJsonValue &value, const QString &otherwise = {});
[[nodiscard]] std::optional<double> numberOf(const QJsonValue &value); // also "8", "250px"
[[nodiscard]] int intOf(const QJsonValue &value, int otherwise = 0);   // held within a billion
[[nodiscard]] bool truthOf(const QJsonValue &value, bool otherwise = false);
[[nodiscard]] QStringList textsOf(const QJsonValue &value); // a list, or one text

// Sets a key unless it is there.
void setIfAbsent(QJsonObject &object, QLatin1String key, const QJsonValue &value);

// Of a row or a panel in a classic dashboard: what only the second schema can say of it,
// {"tab":true,"depth":1,"hideHeader":true,"conditionalRendering":{…}}. A Grafana shows the row and keeps the key.
inline constexpr QLatin1String ownKey{"watchfloor"};
inline constexpr QLatin1String conditionKey{"conditionalRendering"};
inline constexpr int deepest = 8;

// Keys that carry, inside a panel or variable that is being migrated, where it came from and what was lost. They hold
// a character that no dashboard has in a key and never leave this room.
inline constexpr QLatin1String pathKey{"\1path"};
inline constexpr QLatin1String notesKey{"\1notes"};
void note(QJsonObject &panel, const QString &what);

} // namespace wf::wire::grafana
