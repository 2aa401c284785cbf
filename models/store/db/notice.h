// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

namespace wf::store {

enum class NoticeKind { ReadOnly, CacheRebuilt, LedgerSalvaged, DiskFull, DiskOk, CachePaused, Failed, BackedUp };

// Something the operator should know about the store.
struct StoreNotice {
    NoticeKind kind = NoticeKind::Failed;
    QString summary;
    QString detail;
    QString path; // file that was set aside, backup …
    qint64 timeNs = 0;
};

} // namespace wf::store
