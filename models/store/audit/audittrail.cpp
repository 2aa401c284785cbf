// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/audit/audittrail.h"

#include "models/base/safefile.h"
#include "models/store/audit/auditchain.h"
#include "models/store/db/files.h"
#include "models/store/db/lane.h"
#include "models/store/db/migrate.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QRandomGenerator>

#include <future>

namespace wf::store {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::store", text);
}

const std::vector<Migration> &migrations()
{
    static const std::vector<Migration> steps{{{
        "CREATE TABLE audit(seq INTEGER PRIMARY KEY, time_ns INTEGER NOT NULL, actor TEXT NOT NULL, action TEXT NOT "
        "NULL, subject TEXT NOT NULL, detail TEXT NOT NULL, prev BLOB NOT NULL, hash BLOB NOT NULL)",
        "CREATE INDEX audit_time ON audit(time_ns)",
        "CREATE TABLE audit_head(id INTEGER PRIMARY KEY CHECK(id=1), seq INTEGER NOT NULL, hash BLOB NOT NULL, mac "
        "BLOB NOT NULL)",
    }}};
    return steps;
}

base::Result<QByteArray> keyBeside(const QString &path)
{
    const QString keyPath = path + QStringLiteral(".key");
    QFile file(keyPath);
    if (file.open(QIODevice::ReadOnly)) {
        const QByteArray key = file.read(64);
        if (key.size() == 32)
            return key;
    }
    if (file.exists() || QFileInfo(path).size() > 0)
        return base::makeError(base::ErrorKind::Storage, tr("The key of the audit trail cannot be read"), keyPath);
    QByteArray key(32, Qt::Uninitialized);
    QRandomGenerator::system()->fillRange(reinterpret_cast<quint32 *>(key.data()), key.size() / 4);
    if (auto status = base::writeFileSafely(keyPath, key); !status)
        return status.error();
    return key;
}

} // namespace

// The connection lives on the lane's thread; whoever asks waits for it.
struct AuditTrail::Private {
    Private(QString p, QByteArray key, const base::Clock &c) : path(std::move(p)), chain(std::move(key)), clock(c) {}
    ~Private()
    {
        lane.post([this] { connection.reset(); });
    }

    template<class T>
    base::Result<T> onLane(const std::function<base::Result<T>()> &work)
    {
        std::promise<base::Result<T>> answer;
        auto waiting = answer.get_future();
        lane.post([&] { answer.set_value(work()); });
        return waiting.get();
    }
    base::Status open();

    QString path;
    AuditChain chain;
    const base::Clock &clock;
    std::unique_ptr<Connection> connection;
    Lane lane{"audit trail"};
};

base::Status AuditTrail::Private::open()
{
    OpenOptions options;
    options.path = path;
    auto opened = Connection::open(options);
    if (!opened)
        return opened.error();
    connection = std::move(opened).value();
    if (const auto version = migrate(*connection, migrations(), [](int) { return base::Status(base::Done{}); });
        !version)
        return version.error();
    return connection->transaction([this] { return chain.begin(*connection, clock.nowNs()); });
}

AuditTrail::AuditTrail(std::unique_ptr<Private> p) : d(std::move(p)) {}
AuditTrail::~AuditTrail() = default;

base::Result<std::unique_ptr<AuditTrail>> AuditTrail::open(const QString &path, QByteArray key,
                                                           const base::Clock &clock)
{
    if (auto status = base::ensurePrivateFolder(QFileInfo(path).path()); !status)
        return status.error();
    if (key.isEmpty()) {
        auto kept = keyBeside(path);
        if (!kept)
            return kept.error();
        key = std::move(kept).value();
    }
    if (auto status = ensurePrivateFile(path); !status)
        return status.error();
    auto p = std::make_unique<Private>(path, std::move(key), clock);
    if (auto status = p->onLane<base::Done>([&] { return p->open(); }); !status)
        return status.error();
    return std::unique_ptr<AuditTrail>(new AuditTrail(std::move(p)));
}

base::Status AuditTrail::record(const AuditNote &note)
{
    return d->onLane<base::Done>([&]() -> base::Status {
        return d->connection->transaction([&]() -> base::Status {
            const auto record = d->chain.append(*d->connection, note, d->clock.nowNs());
            return record ? base::Status(base::Done{}) : base::Status(record.error());
        });
    });
}

base::Result<std::vector<AuditRecord>> AuditTrail::records(base::TimeRange range, int limit) const
{
    return d->onLane<std::vector<AuditRecord>>([&]() -> base::Result<std::vector<AuditRecord>> {
        std::vector<AuditRecord> out;
        const auto status =
            d->connection
                ->prepare(
                    "SELECT seq, time_ns, actor, action, subject, detail, hash FROM audit WHERE time_ns BETWEEN ? "
                    "AND ? ORDER BY seq DESC LIMIT ?")
                .bind(range.startNs)
                .bind(range.endNs)
                .bind(limit)
                .each([&](const Statement &row) {
                    out.push_back({row.integer(0),
                                   row.integer(1),
                                   {row.text(2), row.text(3), row.text(4),
                                    QJsonDocument::fromJson(row.text(5).toUtf8()).object()},
                                   row.blob(6)});
                    return true;
                });
        if (!status)
            return status.error();
        return out;
    });
}

base::Result<AuditReport> AuditTrail::verify() const
{
    return d->onLane<AuditReport>([&] { return d->chain.verify(*d->connection); });
}

base::Status AuditTrail::snapshot(const QString &folder) const
{
    const QString name = QFileInfo(d->path).fileName();
    const QString target = folder + u'/' + name;
    auto status = d->onLane<base::Done>([&]() -> base::Status {
        return d->connection->run(
            QStringLiteral("VACUUM INTO '%1'").arg(QString(target).replace(u'\'', QStringLiteral("''"))));
    });
    const QString key = d->path + QStringLiteral(".key");
    if (status && QFile::exists(key) && !QFile::copy(key, target + QStringLiteral(".key")))
        status = base::makeError(base::ErrorKind::Storage, tr("%1 cannot be copied").arg(key));
    return status;
}

} // namespace wf::store
