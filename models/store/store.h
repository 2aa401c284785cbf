// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/request.h"
#include "models/base/clock.h"
#include "models/store/alertlog.h"
#include "models/store/answercache.h"
#include "models/store/db/notice.h"
#include "models/store/ledger.h"
#include "models/store/logcache.h"
#include "models/store/samplecache.h"
#include "models/store/tracecache.h"

#include <QObject>

#include <memory>
#include <vector>

namespace wf::store {

struct StoreOptions {
    QString directory;   // made 0700 when missing; refused when it belongs to somebody else
    QByteArray auditKey; // 32 bytes from the keychain; empty: kept in a 0600 file beside the ledger
    qint64 cacheCapBytes = qint64(2) << 30;
    qint64 ballastBytes = qint64(8) << 20;   // given up when the disk is full, so that the ledger can still write
    qint64 minFreeBytes = qint64(200) << 20; // below it, or below 5 % free, nothing more is cached
    qint64 alertRetentionNs = 400 * base::nsPerDay;
    int maintenanceMs = 60'000; // 0: only when maintain() is called
};

struct StoreReport {
    bool ledgerOpen = false;
    bool cacheOpen = false;
    bool readOnly = false; // another process writes
    QString directory;
    QString sqliteVersion;
    int ledgerSchema = 0;
    int cacheSchema = 0;
    qint64 ledgerBytes = 0;
    qint64 cacheBytes = 0; // used pages
    qint64 cacheCapBytes = 0;
    qint64 freeBytes = 0; // of the disk
    bool ballast = false; // the reserve is there
    qint64 lastBackupNs = 0;
    std::vector<StoreNotice> notices; // newest last, at most 100
};

// Opens ledger.db and cache.db in a state directory and hands out their rooms. Databases are only touched on their own
// threads (a writer and a reader a file); all calls and answers are on the thread that made the Store. A damaged cache
// is set aside and begun anew, a damaged ledger set aside and salvaged; both are said by noticed(). Destroying the
// Store finishes the writes it has accepted.
class Store final : public QObject {
    Q_OBJECT
public:
    Store(StoreOptions options, const base::Clock &clock, QObject *parent = nullptr);
    ~Store() override;

    [[nodiscard]] Ledger &ledger() { return *m_ledger; }
    [[nodiscard]] SampleCache &samples() { return *m_samples; }
    [[nodiscard]] LogCache &logs() { return *m_logs; }
    [[nodiscard]] TraceCache &traces() { return *m_traces; }
    [[nodiscard]] AlertLog &alerts() { return *m_alerts; }
    [[nodiscard]] AnswerCache &answers() { return *m_answers; }

    // Answers once both files are open or have failed to; Storage when the ledger cannot be opened at all.
    async::Request report(Reply<StoreReport> reply);
    // Size cap, checkpoint, reserve, daily backup: what the timer does.
    async::Request maintain(Reply<base::Done> reply);
    // A checked copy of the ledger: VACUUM INTO, integrity_check, fsync, rename. Answers with its path.
    async::Request backup(Reply<QString> reply);

Q_SIGNALS:
    void noticed(const wf::store::StoreNotice &notice);

private:
    void open(bool readOnly);
    void tendCache();
    void tendLedger();
    struct Private;
    std::unique_ptr<Private> d;
    std::unique_ptr<Ledger> m_ledger;
    std::unique_ptr<SampleCache> m_samples;
    std::unique_ptr<LogCache> m_logs;
    std::unique_ptr<TraceCache> m_traces;
    std::unique_ptr<AlertLog> m_alerts;
    std::unique_ptr<AnswerCache> m_answers;
};

} // namespace wf::store
