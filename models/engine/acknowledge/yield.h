// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <vector>

namespace wf::engine {

// A colleague had acknowledged the same alert on another console before: theirs stands, ours is withdrawn. Texts are
// outside text.
struct Yield {
    QString opKey; // of ours
    QString title; // the alert
    QString holder;
    qint64 sinceNs = 0; // of theirs, by the clock of the server, UTC
    QString note;       // of ours; it stays in the audit trail
    QStringList fingerprints;
};

// Who holds what since when, and what became of ours: one sentence or two for all of them. Empty for none.
[[nodiscard]] QString yieldText(const std::vector<Yield> &yields, qint64 nowNs);

} // namespace wf::engine
