// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QFile>
#include <QString>

#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wf::store {
class AppendFile;
}

namespace wf::station {

// Bodies that wait to be sent, oldest first, in files of one folder: what push() took survives the end of this process,
// however it ends. Within a bound on disk: when it is passed the oldest go, a file at a time, and are counted. What was
// taken away just before a crash may come once more. One object a folder. Thread-safe; every call but state() may wait
// for the disk, the first one reads what is there.
class Outbox {
public:
    Outbox(QString folder, qint64 mostBytes);
    ~Outbox();
    Outbox(const Outbox &) = delete;
    Outbox &operator=(const Outbox &) = delete;

    // items: samples, lines, spans. weight: bytes it will have when it is sent.
    struct Size {
        qint64 items = 0;
        qint64 weight = 0;
    };
    // Errors: Storage, TooLarge (over the whole bound); the items count as dropped then.
    [[nodiscard]] base::Status push(std::string_view body, Size size);

    // Neighbours that are sent together.
    struct Parcel {
        std::vector<std::string> bodies;
        qint64 items = 0;
        quint64 end = 0; // number of the first that does not belong to it
    };
    // The oldest that fit into `most`, at least one; they stay until they are taken away. None: nothing waits.
    [[nodiscard]] std::optional<Parcel> oldest(Size most);
    // How many of its items still lay there; the others had been pushed out meanwhile.
    qint64 takeAway(const Parcel &parcel);
    void setMostBytes(qint64 bytes);

    struct State {
        qint64 bytes = 0, items = 0, weight = 0;
        qint64 droppedItems = 0;            // since the start: pushed out by newer ones, or the disk did not take them
        qint64 damagedBytes = 0;            // found unreadable
        std::optional<base::Error> trouble; // the disk's, until it takes something again
    };
    [[nodiscard]] State state() const;

private:
    struct Segment {
        quint64 id = 0;
        qint64 bytes = 0;
    };
    struct Entry {
        quint64 segment = 0;
        qint64 offset = 0; // of its frame
        qint64 bytes = 0;  // of its frame
        Size size;
    };
    struct Place {
        quint64 segment = 0;
        qint64 offset = 0;
    };
    void open();
    void readSegment(quint64 id, qint64 from);
    [[nodiscard]] base::Status append(const std::string &frame, Size size);
    [[nodiscard]] base::Status roll();
    [[nodiscard]] std::optional<std::string> bodyOf(const Entry &entry);
    void dropSegment();
    void dropFront();
    void removeSent();
    [[nodiscard]] Place readPlace();
    void writePlace(Place place);
    [[nodiscard]] QString pathOf(quint64 segment) const;
    [[nodiscard]] qint64 onDisk() const;
    void publish();

    const QString m_folder;
    std::mutex m_mutex; // of what follows
    bool m_isOpen = false;
    qint64 m_mostBytes;
    std::deque<Segment> m_segments; // the last one is being written while m_writing is set
    std::deque<Entry> m_entries;
    quint64 m_first = 1; // number of the first entry
    quint64 m_lastSegment = 0;
    std::unique_ptr<store::AppendFile> m_writing;
    QFile m_reading, m_place;
    quint64 m_readingId = 0;
    State m_state;
    mutable std::mutex m_tellMutex; // of m_told, so that nobody who asks waits for the disk
    State m_told;
};

} // namespace wf::station
