// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/request.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace wf::net {

// Calls `deliver` from the event loop, unless the Request is dropped or `context` dies first.
template<class Deliver>
async::Request later(QObject *context, Deliver deliver)
{
    auto wanted = std::make_shared<bool>(true);
    QTimer::singleShot(0, context, [wanted, deliver = std::move(deliver)]() mutable {
        if (*wanted)
            deliver();
    });
    return async::Request([wanted] { *wanted = false; });
}

// The same for whoever has no QObject of its own.
template<class Deliver>
async::Request laterUnowned(Deliver deliver)
{
    auto *owner = new QObject;
    return later(owner, [owner, deliver = std::move(deliver)]() mutable {
        owner->deleteLater();
        deliver();
    });
}

} // namespace wf::net
