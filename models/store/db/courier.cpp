// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/db/courier.h"

#include <mutex>

namespace wf::store {

struct Courier::State {
    std::mutex mutex; // guards the receiver's life against posting
    QObject *receiver = new QObject;
};

Courier::Courier() : m_state(std::make_shared<State>()) {}

Courier::~Courier()
{
    const std::scoped_lock lock(m_state->mutex);
    delete m_state->receiver;
    m_state->receiver = nullptr;
}

void Courier::deliver(std::function<void()> parcel)
{
    const std::scoped_lock lock(m_state->mutex);
    if (m_state->receiver)
        QMetaObject::invokeMethod(m_state->receiver, std::move(parcel), Qt::QueuedConnection);
}

} // namespace wf::store
