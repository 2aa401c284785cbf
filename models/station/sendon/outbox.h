// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QtGlobal>

#include <deque>
#include <mutex>
#include <optional>

namespace wf::station {

// Bodies that wait to be sent, oldest first, within a bound: when it is passed the oldest go and are counted.
// Thread-safe.
class Outbox {
public:
    struct Parcel {
        QByteArray body;
        qint64 items = 0;
        quint64 number = 0; // ascending
    };
    explicit Outbox(qint64 mostBytes) : m_mostBytes(mostBytes) {}

    void push(QByteArray body, qint64 items);
    // The oldest; it stays until it is taken away.
    [[nodiscard]] std::optional<Parcel> first() const;
    // False when it has been dropped meanwhile.
    bool takeAway(quint64 number);

    struct State {
        qint64 parcels = 0, bytes = 0, items = 0;
        qint64 droppedItems = 0; // pushed out by newer ones
    };
    [[nodiscard]] State state() const;

private:
    mutable std::mutex m_mutex;
    qint64 m_mostBytes;
    std::deque<Parcel> m_parcels;
    State m_state;
    quint64 m_next = 1;
};

} // namespace wf::station
