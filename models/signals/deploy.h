// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace wf::signals {

// A version of a service appearing, read from build-info or version labels.
struct Deploy {
    QString service;
    QString region;
    QString fromVersion; // empty when unknown
    QString toVersion;
    QString revision;
    qint64 timeNs = 0;     // first sample of the new version
    qint64 finishedNs = 0; // last sample of the old one, 0 while rolling out
    friend bool operator==(const Deploy &, const Deploy &) = default;
};

} // namespace wf::signals
