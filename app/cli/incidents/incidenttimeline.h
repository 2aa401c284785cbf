// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace wf::app {

// watchfloor incidents timeline ID, handover: what happened, as a table or a document.
[[nodiscard]] bool isIncidentStory(const QString &word);
int runIncidentStory(const QString &what, const QStringList &arguments);

} // namespace wf::app
