// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace wf::app {

// `watchfloor sla …`: contracts, what came of them, credits, exclusions and notices.
[[nodiscard]] int runSla(const QStringList &arguments);

// `sla validate FILE…`: every contract of the files and what is wrong with it, with line and column. 0 valid,
// 1 warnings, 2 errors, 3 a file could not be read.
[[nodiscard]] int runSlaValidate(const QStringList &arguments);

// `sla list`, `sla show NAME`, `sla check [NAME]`: contracts in one settlement period. check gives the worst state:
// 0 met, 1 at risk, 2 breached, 3 not known.
[[nodiscard]] int runSlaStatus(const QString &what, const QStringList &arguments);

// `sla credits [propose|approve|issue|withdraw]`, `sla exclude …`, `sla notices …`: what is signed, and by whom.
[[nodiscard]] int runSlaCredits(const QStringList &arguments);
[[nodiscard]] int runSlaExclude(const QStringList &arguments);
[[nodiscard]] int runSlaNotices(const QStringList &arguments);

// `sla book [verify|trail|backup FOLDER|restore FOLDER]`.
[[nodiscard]] int runSlaBook(const QStringList &arguments);

} // namespace wf::app
