// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wire/statuspage/site.h"

#include <QTimeZone>

namespace wf::wire {

// The sentence above all, and the state it stands for.
struct Headline {
    signals::ComponentState state = signals::ComponentState::Operational;
    bool isKnown = true;
    QString words;
};
[[nodiscard]] Headline headlineOf(const signals::StatusPage &page);
[[nodiscard]] QString indicatorOf(signals::ComponentState state); // none, minor, major, critical, maintenance
[[nodiscard]] QString nameOfComponent(const signals::StatusPage &page, const QString &id);
[[nodiscard]] QTimeZone zoneOf(const signals::StatusPage &page);
[[nodiscard]] QString momentWords(qint64 ns, const QTimeZone &zone); // "14 May 2026, 02:14 UTC"
[[nodiscard]] QString incidentAddress(const signals::StatusPage &page, const signals::StatusIncident &incident);

[[nodiscard]] QByteArray indexHtml(const signals::StatusPage &page);
[[nodiscard]] QByteArray historyHtml(const signals::StatusPage &page);
[[nodiscard]] QByteArray rssFeed(const signals::StatusPage &page);
[[nodiscard]] QByteArray atomFeed(const signals::StatusPage &page);
void addJson(const signals::StatusPage &page, std::vector<SiteFile> &files);

} // namespace wf::wire
