// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/common/waiting.h"

#include <QCoreApplication>
#include <QTimer>

namespace wf::app {

namespace {

constexpr std::chrono::milliseconds lookEvery{50};

} // namespace

bool waitFor(const std::function<bool()> &isDone, std::chrono::milliseconds longest)
{
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, &look, [&] {
        if (isDone())
            QCoreApplication::quit();
    });
    QTimer::singleShot(longest, &look, [] { QCoreApplication::quit(); });
    look.start(lookEvery);
    QCoreApplication::exec();
    return isDone();
}

} // namespace wf::app
