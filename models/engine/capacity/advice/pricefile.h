// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/throttle.h"
#include "models/engine/capacity/advice/pricelist.h"

#include <QFileSystemWatcher>
#include <QObject>

namespace wf::engine {

// What is known of the file of a price list.
struct PriceFileState {
    QString path; // empty: there is no such file anywhere
    PriceList prices;
    qint64 changedNs = 0; // when the prices that count were written; 0: none count
    QString problem;      // says which file, which line and why; then the prices before it count
};

// The price list of one file, read again whenever it is written, replaced, made or removed. A file that does not exist
// gives no prices; that is no problem. GUI thread.
class PriceFile final : public QObject {
    Q_OBJECT
public:
    // `path` may be empty: nothing is read.
    explicit PriceFile(const QString &path, QObject *parent = nullptr);
    [[nodiscard]] const PriceFileState &state() const { return m_state; }

Q_SIGNALS:
    void changed();

private:
    void read();
    void watch();
    PriceFileState m_state;
    QFileSystemWatcher m_watcher;
    base::Throttle m_soon;
};

} // namespace wf::engine
