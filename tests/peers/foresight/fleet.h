// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace wf::tests {

// A thousand services and a thousand machines: 11,000 series, of which the console makes ten questions of a thousand
// series each. All is a function of time, and every series has the labels that a scrape would add, so that what a
// scrape reads goes on where the history ends.
struct Fleet {
    // WF_WATCH_SERVICES: of each so many, where the machine is smaller.
    [[nodiscard]] static int size()
    {
        bool isNumber = false;
        const int asked = qEnvironmentVariableIntValue("WF_WATCH_SERVICES", &isNumber);
        return isNumber ? asked : 1000;
    }
    double brokenS = 0; // from then on every fiftieth service fails a fifth of its requests; 0: none does

    [[nodiscard]] static bool breaks(int service) { return service % 50 == 7; }
    // OpenMetrics text with times, a sample each `stepS`, both ends included.
    [[nodiscard]] QByteArray history(qint64 fromS, qint64 toS, qint64 stepS) const;
    // What a scrape reads now: the text format.
    [[nodiscard]] QByteArray page(double nowS) const;
};

// Serves the page on the port until this process or the one that started it ends; GET /break breaks services from then
// on. Writes "ready" when it listens; exit code of the process.
int serveFleet(quint16 port);

} // namespace wf::tests
