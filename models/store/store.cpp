// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/store.h"

#include "models/base/safefile.h"
#include "models/store/audit/auditchain.h"
#include "models/store/db/database.h"
#include "models/store/db/files.h"
#include "models/store/disk/folderlock.h"
#include "models/store/schema.h"
#include "models/store/upkeep.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QTimer>

namespace wf::store {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::store", text);
}

base::Result<QByteArray> auditKey(const StoreOptions &options, bool readOnly)
{
    if (!options.auditKey.isEmpty())
        return options.auditKey;
    const QString path = options.directory + QStringLiteral("/audit.key");
    QFile file(path);
    if (file.open(QIODevice::ReadOnly)) {
        const QByteArray key = file.read(64);
        if (key.size() == 32)
            return key;
    }
    if (readOnly || file.exists())
        return base::makeError(base::ErrorKind::Storage, tr("The key of the audit trail cannot be read"), path);
    QByteArray key(32, Qt::Uninitialized);
    QRandomGenerator::system()->fillRange(reinterpret_cast<quint32 *>(key.data()), key.size() / 4);
    if (auto status = base::writeFileSafely(path, key); !status)
        return status.error();
    return key;
}

qint64 lastBackupNs(const QString &directory)
{
    const QStringList all = ledgerBackups(directory);
    return all.isEmpty() ? 0 : QFileInfo(all.first()).lastModified().toMSecsSinceEpoch() * base::nsPerMs;
}

} // namespace

struct Store::Private {
    Private(StoreOptions o, const base::Clock &c) : options(std::move(o)), clock(c) {}

    [[nodiscard]] QString file(const char *name) const
    {
        return options.directory + QLatin1Char('/') + QLatin1String(name);
    }
    DatabaseSpec ledgerSpec(const std::shared_ptr<const AuditChain> &chain,
                            const std::function<void(StoreNotice)> &say);
    DatabaseSpec cacheSpec(const std::function<void(StoreNotice)> &say);

    StoreOptions options;
    const base::Clock &clock;
    Courier courier;
    std::unique_ptr<FolderLock> lock;
    std::shared_ptr<const Ballast> ballast;
    std::unique_ptr<Database> ledger;
    std::unique_ptr<Database> cache;
    StoreReport report;
    std::optional<base::Error> failure;
    int opening = 2;
    std::vector<std::function<void()>> waiting; // questions for the report asked before both were open
    bool paused = false;
    std::vector<Reply<base::Done>> maintainers; // somebody waits for the upkeep under way
    async::Request upkeep;
};

DatabaseSpec Store::Private::ledgerSpec(const std::shared_ptr<const AuditChain> &chain,
                                        const std::function<void(StoreNotice)> &say)
{
    DatabaseSpec spec;
    spec.file.path = file("ledger.db");
    spec.file.durable = true;
    spec.migrations = ledgerMigrations();
    spec.salvageTables = ledgerTables();
    spec.salvageAlsoFrom = ledgerBackups(options.directory);
    spec.ballast = ballast;
    spec.notice = say;
    spec.afterOpen = [chain, &now = clock](Connection &connection) { return chain->begin(connection, now.nowNs()); };
    spec.afterSalvage = [chain, &now = clock, say](Connection &connection, const QString &aside,
                                                   const SalvageReport &rescued) {
        const auto status = connection.transaction([&]() -> base::Status {
            const AuditNote note{QStringLiteral("watchfloor"),
                                 QString(AuditChain::salvaged),
                                 QFileInfo(aside).fileName(),
                                 {{QStringLiteral("rescued"), rescued.toText()}}};
            const auto record = chain->appendSalvage(connection, note, now.nowNs());
            return record ? base::Status(base::Done{}) : base::Status(record.error());
        });
        if (!status)
            say({NoticeKind::Failed, status.error().summary, status.error().detail, aside, now.nowNs()});
    };
    return spec;
}

DatabaseSpec Store::Private::cacheSpec(const std::function<void(StoreNotice)> &say)
{
    DatabaseSpec spec;
    spec.file.path = file("cache.db");
    spec.file.durable = false;
    spec.file.shrinkable = true;
    spec.file.pageSize = 8192;
    // Samples come one after the other and are read again while they are new: more pages would only fill with old ones.
    spec.file.pageCacheKiB = 4096;
    spec.migrations = cacheMigrations();
    spec.notice = say;
    return spec;
}

Store::Store(StoreOptions options, const base::Clock &clock, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(std::move(options), clock))
{
    qRegisterMetaType<StoreNotice>();
    const auto folder = base::ensurePrivateFolder(d->options.directory);
    d->lock = std::make_unique<FolderLock>(d->file("writer.lock"));
    const bool readOnly = !folder || !d->lock->tryLock();
    d->ballast = std::make_shared<const Ballast>(d->file("reserve.bin"), d->options.ballastBytes);

    const std::function<void(StoreNotice)> say = [this](const StoreNotice &notice) {
        d->courier.deliver([this, notice] {
            auto &all = d->report.notices;
            if (all.size() >= 100)
                all.erase(all.begin());
            all.push_back(notice);
            Q_EMIT noticed(notice);
        });
    };
    const auto key = folder ? auditKey(d->options, readOnly) : base::Result<QByteArray>(folder.error());
    const auto chain = std::make_shared<const AuditChain>(key ? *key : QByteArray());
    d->ledger = std::make_unique<Database>(d->ledgerSpec(chain, say), d->courier, clock);
    d->cache = std::make_unique<Database>(d->cacheSpec(say), d->courier, clock);
    m_ledger = std::make_unique<Ledger>(*d->ledger, chain, clock);
    m_alerts = std::make_unique<AlertLog>(*d->ledger, clock);
    m_samples = std::make_unique<SampleCache>(*d->cache, clock);
    m_logs = std::make_unique<LogCache>(*d->cache, clock);
    m_traces = std::make_unique<TraceCache>(*d->cache, clock);
    m_answers = std::make_unique<AnswerCache>(*d->cache, clock);

    d->report.directory = d->options.directory;
    d->report.sqliteVersion = Connection::libraryVersion();
    d->report.readOnly = readOnly;
    d->report.cacheCapBytes = d->options.cacheCapBytes;
    if (!folder || !key) {
        d->failure = folder ? key.error() : folder.error();
        say({NoticeKind::Failed, d->failure->summary, d->failure->detail, d->options.directory, clock.nowNs()});
        d->opening = 0;
        d->ledger->refuse(*d->failure);
        d->cache->refuse(*d->failure);
        return;
    }
    if (readOnly)
        say({NoticeKind::ReadOnly,
             tr("Another Watchfloor on this computer is using this folder; this one only reads"),
             {},
             d->options.directory,
             clock.nowNs()});
    open(readOnly);
}

// The marker stands while a writer is open; when it is there already, the last session ended uncleanly.
void Store::open(bool readOnly)
{
    const QString marker = d->file("session.open");
    const bool unclean = !readOnly && QFile::exists(marker);
    if (!readOnly) [[maybe_unused]]
        const auto made = ensurePrivateFile(marker);
    const auto finished = [this] {
        if (--d->opening > 0)
            return;
        for (auto &ask : std::exchange(d->waiting, {}))
            ask();
    };
    d->ledger->open(readOnly, unclean, [this, finished](const base::Result<int> &version) {
        d->report.ledgerOpen = version.ok();
        d->report.ledgerSchema = version ? *version : 0;
        if (!version)
            d->failure = version.error();
        finished();
    });
    d->cache->open(readOnly, unclean, [this, finished](const base::Result<int> &version) {
        d->report.cacheOpen = version.ok();
        d->report.cacheSchema = version ? *version : 0;
        if (!version)
            d->report.notices.push_back({NoticeKind::Failed, version.error().summary, version.error().detail,
                                         d->cache->path(), d->clock.nowNs()});
        finished();
    });
    if (readOnly)
        return;
    auto *timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, [this] { [[maybe_unused]] const auto forgotten = maintain({}); });
    if (d->options.maintenanceMs > 0)
        timer->start(d->options.maintenanceMs);
    // The reserve is written once the files are open, not before the window.
    [[maybe_unused]] const auto forgotten = d->ledger->upkeep<base::Done>(
        [ballast = d->ballast](Connection &) -> base::Status {
            ballast->ensure();
            return base::Done{};
        },
        {});
}

Store::~Store()
{
    const bool wrote = !d->report.readOnly && !d->failure;
    m_samples->flush();
    d->ledger.reset();
    d->cache.reset();
    if (wrote)
        QFile::remove(d->file("session.open"));
}

async::Request Store::report(Reply<StoreReport> reply)
{
    // Sizes come from the ledger's reader thread: no file is asked on this one.
    const auto sizes = [directory = d->options.directory,
                        ballast = d->ballast](Connection &) -> base::Result<StoreReport> {
        StoreReport out;
        out.ledgerBytes = QFileInfo(directory + QStringLiteral("/ledger.db")).size();
        out.cacheBytes = QFileInfo(directory + QStringLiteral("/cache.db")).size();
        out.freeBytes = freeBytes(directory);
        out.ballast = ballast->exists();
        out.lastBackupNs = lastBackupNs(directory);
        return out;
    };
    const auto wanted = std::make_shared<bool>(true);
    const auto ask = [this, wanted, sizes, reply = std::move(reply)] {
        if (!*wanted)
            return;
        if (d->failure)
            return reply(*d->failure);
        const auto inquiry = std::make_shared<async::Request>();
        *inquiry =
            d->ledger->read<StoreReport>(sizes, [this, wanted, reply, inquiry](const base::Result<StoreReport> &found) {
                if (!*wanted)
                    return;
                StoreReport out = d->report;
                if (found) {
                    out.ledgerOpen = true;
                    out.ledgerBytes = found->ledgerBytes;
                    out.cacheBytes = found->cacheBytes;
                    out.freeBytes = found->freeBytes;
                    out.ballast = found->ballast;
                    out.lastBackupNs = found->lastBackupNs;
                }
                reply(out);
            });
    };
    if (d->opening > 0)
        d->waiting.push_back(ask);
    else
        d->courier.deliver(ask);
    return async::Request([wanted] { *wanted = false; });
}

async::Request Store::maintain(Reply<base::Done> reply)
{
    const auto wanted = std::make_shared<bool>(true);
    const bool isFirst = d->maintainers.empty();
    d->maintainers.push_back([wanted, reply = std::move(reply)](const base::Status &status) {
        if (*wanted && reply)
            reply(status);
    });
    if (isFirst)
        tendCache();
    return async::Request([wanted] { *wanted = false; });
}

void Store::tendCache()
{
    struct Outcome {
        bool fits = true;
        bool nearlyFull = false;
    };
    d->upkeep = d->cache->upkeep<Outcome>(
        [cap = d->options.cacheCapBytes, directory = d->options.directory,
         least = d->options.minFreeBytes](Connection &connection) -> base::Result<Outcome> {
            Outcome out;
            out.nearlyFull = isNearlyFull(directory, least);
            // On a nearly full disk the cache gives up a tenth of itself each time, until there is room or it is empty.
            const auto fits =
                shrinkCache(connection, out.nearlyFull ? std::min(cap, usedBytes(connection) * 9 / 10) : cap);
            if (!fits)
                return fits.error();
            out.fits = *fits || out.nearlyFull;
            if (QFileInfo(connection.path() + QStringLiteral("-wal")).size() > (qint64(8) << 20) || out.nearlyFull)
                [[maybe_unused]]
                const auto busy = connection.run(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)"));
            return out;
        },
        [this](const base::Result<Outcome> &outcome) {
            const bool nearlyFull = outcome && outcome->nearlyFull;
            if (nearlyFull != d->paused) {
                d->paused = nearlyFull;
                d->cache->pauseWrites(nearlyFull);
                const StoreNotice notice{nearlyFull ? NoticeKind::CachePaused : NoticeKind::DiskOk,
                                         nearlyFull ? tr("The disk is nearly full: nothing more is cached")
                                                    : tr("There is room on the disk again"),
                                         {},
                                         d->options.directory,
                                         d->clock.nowNs()};
                d->report.notices.push_back(notice);
                Q_EMIT noticed(notice);
            }
            if (outcome && !outcome->fits)
                tendCache(); // the next step; other writes go in between
            else
                tendLedger();
        });
}

void Store::tendLedger()
{
    const qint64 now = d->clock.nowNs();
    d->upkeep = d->ledger->upkeep<QString>(
        [now, options = d->options, ballast = d->ballast](Connection &connection) -> base::Result<QString> {
            if (!isNearlyFull(options.directory, options.minFreeBytes))
                ballast->ensure();
            if (auto gone = pruneAlerts(connection, now - options.alertRetentionNs); !gone)
                return gone.error();
            if (QFileInfo(connection.path() + QStringLiteral("-wal")).size() > (qint64(8) << 20)) [[maybe_unused]]
                const auto busy = connection.run(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)"));
            const QStringList backups = ledgerBackups(options.directory);
            const QString today = backupPath(options.directory, now);
            return backups.contains(today) ? base::Result<QString>(QString())
                                           : backupLedger(connection, options.directory, now);
        },
        [this](const base::Result<QString> &backup) {
            const base::Status status = backup ? base::Status(base::Done{}) : base::Status(backup.error());
            for (auto &answer : std::exchange(d->maintainers, {}))
                answer(status);
        });
}

async::Request Store::backup(Reply<QString> reply)
{
    return d->ledger->upkeep<QString>([directory = d->options.directory, now = d->clock.nowNs()](
                                          Connection &connection) { return backupLedger(connection, directory, now); },
                                      std::move(reply));
}

} // namespace wf::store
