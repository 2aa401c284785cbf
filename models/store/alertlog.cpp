// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/alertlog.h"

#include "models/store/codec/bytes.h"
#include "models/store/db/database.h"

#include <QCoreApplication>
#include <QSet>

namespace wf::store {

namespace {

constexpr qint64 refreshNs = base::nsPerMinute; // how exact "last seen" is
constexpr std::size_t sliceSize = 1000;         // alerts in one transaction, so that an acknowledgement need not wait

void writeTexts(const QStringList &texts, ByteWriter &out)
{
    out.varint(static_cast<quint64>(texts.size()));
    for (const auto &text : texts)
        out.text(text);
}

QStringList readTexts(ByteReader &in)
{
    QStringList out;
    const auto n = in.count();
    for (std::size_t i = 0; i < n && in.ok(); ++i)
        out << in.qtext();
    return out;
}

std::string packAlert(const signals::Alert &alert)
{
    ByteWriter out;
    out.byte(1);
    out.labels(alert.labels);
    out.labels(alert.annotations);
    out.byte(static_cast<unsigned>(alert.state));
    out.svarint(alert.endsNs);
    out.svarint(alert.updatedNs);
    out.byte(alert.value ? 1 : 0);
    out.fixed64(std::bit_cast<quint64>(alert.value.value_or(0)));
    out.text(alert.generatorUrl);
    for (const auto *texts : {&alert.silencedBy, &alert.inhibitedBy, &alert.mutedBy, &alert.receivers})
        writeTexts(*texts, out);
    return std::move(out.bytes());
}

bool unpackAlert(std::string_view bytes, signals::Alert &alert)
{
    ByteReader in(bytes);
    if (in.byte() != 1)
        return false;
    alert.labels = in.labels();
    alert.annotations = in.labels();
    const unsigned state = in.byte();
    if (state > static_cast<unsigned>(signals::AlertState::Unprocessed))
        return false;
    alert.state = static_cast<signals::AlertState>(state);
    alert.endsNs = in.svarint();
    alert.updatedNs = in.svarint();
    const bool hasValue = in.byte() != 0;
    const double value = std::bit_cast<double>(in.fixed64());
    if (hasValue)
        alert.value = value;
    alert.generatorUrl = in.qtext();
    for (auto *texts : {&alert.silencedBy, &alert.inhibitedBy, &alert.mutedBy, &alert.receivers})
        *texts = readTexts(in);
    return in.ok();
}

base::Status observeOne(Connection &connection, const QString &source, const signals::Alert &alert,
                        const QString &service, qint64 nowNs)
{
    const std::string body = packAlert(alert);
    // Untouched when it was seen within the last minute and nothing about it has changed but its re-sending.
    return connection
        .prepare(
            "INSERT INTO alert(source, fingerprint, service, starts_ns, first_ns, last_ns, body) VALUES(?,?,?,?,?,?,?) "
            "ON CONFLICT(source, fingerprint, starts_ns) DO UPDATE SET last_ns=excluded.last_ns, ended_ns=0, "
            "service=excluded.service, body=excluded.body WHERE last_ns < excluded.last_ns - ? OR ended_ns<>0")
        .bind(source)
        .bind(alert.fingerprint)
        .bind(service)
        .bind(alert.startsNs)
        .bind(nowNs)
        .bind(nowNs)
        .bindBytes(body)
        .bind(refreshNs)
        .exec();
}

base::Status endAbsent(Connection &connection, const QString &source, const QSet<QString> &present, qint64 nowNs)
{
    std::vector<qint64> ended;
    auto status = connection.prepare("SELECT id, fingerprint, starts_ns FROM alert WHERE source=? AND ended_ns=0")
                      .bind(source)
                      .each([&](const Statement &row) {
                          if (!present.contains(row.text(1) + QString::number(row.integer(2))))
                              ended.push_back(row.integer(0));
                          return true;
                      });
    for (const qint64 id : ended)
        if (status)
            status = connection.prepare("UPDATE alert SET ended_ns=? WHERE id=?").bind(nowNs).bind(id).exec();
    return status;
}

AlertSighting sightingFrom(const Statement &row)
{
    AlertSighting s;
    s.source = s.alert.source = row.text(0);
    s.alert.fingerprint = row.text(1);
    s.service = row.text(2);
    const QByteArray body = row.blob(10);
    unpackAlert({body.constData(), static_cast<std::size_t>(body.size())}, s.alert);
    s.alert.startsNs = row.integer(3);
    s.firstSeenNs = row.integer(4);
    s.lastSeenNs = row.integer(5);
    s.endedNs = row.integer(6);
    s.ackBy = row.text(7);
    s.ackNs = row.integer(8);
    s.ackNote = row.text(9);
    return s;
}

} // namespace

AlertLog::AlertLog(Database &db, const base::Clock &clock) : m_db(db), m_clock(clock) {}

AlertLog::~AlertLog() = default;

async::Request AlertLog::observe(const QString &source, const std::shared_ptr<const signals::AlertAnswer> &told,
                                 ServiceOf serviceOf, Reply<base::Done> reply)
{
    const qint64 now = m_clock.nowNs();
    const auto take = [source, told, serviceOf = std::move(serviceOf), now](Connection &connection, std::size_t from,
                                                                            std::size_t to) -> base::Status {
        for (std::size_t i = from; i < to; ++i) {
            const auto &alert = told->alerts[i];
            if (auto status = observeOne(connection, source, alert, serviceOf(alert.labels), now); !status)
                return status;
        }
        return base::Done{};
    };
    const std::size_t count = told->alerts.size();
    for (std::size_t from = 0; from + sliceSize < count; from += sliceSize) [[maybe_unused]]
        const auto part = m_db.write<base::Done>(
            [take, from](Connection &connection) { return take(connection, from, from + sliceSize); }, {});
    const std::size_t rest = count == 0 ? 0 : (count - 1) / sliceSize * sliceSize;
    return m_db.write<base::Done>(
        [source, told, take, rest, count, now](Connection &connection) -> base::Status {
            if (auto status = take(connection, rest, count); !status || !told->completeness.isComplete())
                return status;
            QSet<QString> present;
            for (const auto &alert : told->alerts)
                present.insert(alert.fingerprint + QString::number(alert.startsNs));
            return endAbsent(connection, source, present, now);
        },
        std::move(reply));
}

async::Request AlertLog::record(std::vector<AlertSighting> over, Reply<base::Done> reply)
{
    return m_db.write<base::Done>(
        [over = std::move(over)](Connection &connection) -> base::Status {
            for (const auto &s : over) {
                const std::string body = packAlert(s.alert);
                auto status = connection
                                  .prepare("INSERT INTO alert(source, fingerprint, service, starts_ns, first_ns, "
                                           "last_ns, ended_ns, ack_by, ack_ns, ack_note, body) "
                                           "VALUES(?,?,?,?,?,?,?,?,?,?,?) "
                                           "ON CONFLICT(source, fingerprint, starts_ns) DO NOTHING")
                                  .bind(s.source)
                                  .bind(s.alert.fingerprint)
                                  .bind(s.service)
                                  .bind(s.alert.startsNs)
                                  .bind(s.firstSeenNs)
                                  .bind(s.lastSeenNs)
                                  .bind(s.endedNs)
                                  .bind(s.ackBy)
                                  .bind(s.ackNs)
                                  .bind(s.ackNote)
                                  .bindBytes(body)
                                  .exec();
                if (!status)
                    return status;
            }
            return base::Done{};
        },
        std::move(reply));
}

async::Request AlertLog::acknowledge(std::vector<Told> alerts, const QString &by, const QString &note,
                                     Reply<base::Done> reply)
{
    return m_db.write<base::Done>(
        [alerts = std::move(alerts), by, note, now = m_clock.nowNs()](Connection &connection) -> base::Status {
            qint64 marked = 0;
            for (const auto &[source, fingerprint] : alerts) {
                auto statement = connection.prepare(
                    "UPDATE alert SET ack_by=?, ack_ns=?, ack_note=? WHERE source=? AND fingerprint=? AND ended_ns=0");
                if (auto status = statement.bind(by).bind(now).bind(note).bind(source).bind(fingerprint).exec();
                    !status)
                    return status;
                marked += statement.changed();
            }
            if (marked == 0)
                return base::makeError(base::ErrorKind::NotFound,
                                       QCoreApplication::translate("wf::store", "This alert is not firing"),
                                       alerts.empty() ? QString() : alerts.front().fingerprint);
            return base::Done{};
        },
        std::move(reply)); // not before what was seen of them
}

async::Request AlertLog::hold(std::vector<Held> alerts, Reply<base::Done> reply)
{
    return m_db.write<base::Done>(
        [alerts = std::move(alerts)](Connection &connection) -> base::Status {
            for (const auto &[alert, by, note, sinceNs] : alerts) {
                auto statement = connection.prepare("UPDATE alert SET ack_by=?, ack_ns=max(?, starts_ns), ack_note=? "
                                                    "WHERE source=? AND fingerprint=? AND ended_ns=0 AND ack_ns=0");
                if (auto status =
                        statement.bind(by).bind(sinceNs).bind(note).bind(alert.source).bind(alert.fingerprint).exec();
                    !status)
                    return status;
            }
            return base::Done{};
        },
        std::move(reply));
}

async::Request AlertLog::sightings(base::TimeRange range, const AlertLogFilter &filter,
                                   Reply<std::vector<AlertSighting>> reply)
{
    return m_db.read<std::vector<AlertSighting>>(
        [range, filter](Connection &connection) -> base::Result<std::vector<AlertSighting>> {
            QString sql = QStringLiteral(
                "SELECT source, fingerprint, service, starts_ns, first_ns, last_ns, ended_ns, ack_by, ack_ns, "
                "ack_note, body FROM alert WHERE starts_ns<=? AND (ended_ns=0 OR ended_ns>=?) ");
            if (!filter.service.isEmpty())
                sql += QLatin1String("AND service=? ");
            if (!filter.fingerprint.isEmpty())
                sql += QLatin1String("AND fingerprint=? ");
            sql += QLatin1String("ORDER BY starts_ns DESC LIMIT ?");
            auto statement = connection.prepare(sql.toUtf8().constData());
            statement.bind(range.endNs).bind(range.startNs);
            if (!filter.service.isEmpty())
                statement.bind(filter.service);
            if (!filter.fingerprint.isEmpty())
                statement.bind(filter.fingerprint);
            std::vector<AlertSighting> out;
            const auto status = statement.bind(filter.limit).each([&](const Statement &row) {
                out.push_back(sightingFrom(row));
                return true;
            });
            if (!status)
                return status.error();
            return out;
        },
        std::move(reply));
}

} // namespace wf::store
