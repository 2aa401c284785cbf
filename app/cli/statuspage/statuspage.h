// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/statuspage/pagefacts.h"

#include <QCommandLineParser>
#include <QStringList>

namespace wf::app {

// `watchfloor status-page …`: a page for customers, and the texts on it.
[[nodiscard]] int runStatusPage(const QStringList &arguments);

// `status-page check`: what is wrong with the settings, with line and column. 0 nothing, 1 warnings, 2 errors, 3 not
// read.
[[nodiscard]] int runStatusPageCheck(const QStringList &arguments);
// `status-page export DIR`: 0 written, 1 written but the state now is not known, 3 not written.
[[nodiscard]] int runStatusPageExport(const QStringList &arguments);
// `status-page texts|draft|approve|withdraw`.
[[nodiscard]] int runStatusPageTexts(const QString &what, const QStringList &arguments);

// --config, --book.
void addPageOptions(QCommandLineParser &parser);
// Nothing, and said with places, when they are wrong.
[[nodiscard]] std::optional<wire::PageSettings> pageSettingsOf(const QCommandLineParser &parser);
[[nodiscard]] std::unique_ptr<engine::StatusTextBook> pageBookOf(const QCommandLineParser &parser,
                                                                 const base::Clock &clock);
// What the alerts of the environment tell, kept and now; runs the event loop. Problems are said on stderr.
[[nodiscard]] std::optional<engine::PageFacts> pageFactsOf(const QCommandLineParser &parser, qint64 sinceNs,
                                                           const base::Clock &clock);

// What the environment's objectives and agreements tell that the page's components rest on; runs the event loop. What
// is not known stays out, and is said.
void addPromiseFacts(const QCommandLineParser &parser, const wire::PageSettings &settings, qint64 atNs,
                     engine::PageFacts &facts);

} // namespace wf::app
