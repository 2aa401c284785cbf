// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/models/store/logs/loglines.h"
#include "tests/support/failonwarning.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace wf::test {

// What tests of the store of log lines share.
class LogStoreCase : public QObject {
protected:
    base::ManualClock m_clock{test::logStartNs + base::nsPerHour};
    test::Notices m_notices;
    std::unique_ptr<store::LogStore> open(store::LogStoreOptions options)
    {
        options.notice = m_notices.taker();
        auto opened = store::LogStore::open(std::move(options), m_clock);
        if (!opened)
            qWarning("%s %s", qPrintable(opened.error().summary), qPrintable(opened.error().detail));
        return opened ? std::move(*opened) : nullptr;
    }
    static store::LogScan holding(const char *needle)
    {
        store::LogScan scan = test::everything();
        scan.needles.push_back({{needle}, false});
        return scan;
    }
};

} // namespace wf::test
