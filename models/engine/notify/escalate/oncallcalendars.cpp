// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/notify/escalate/oncallcalendars.h"

#include "models/base/safefile.h"
#include "models/wire/ical/shifts.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

constexpr int everyMs = 5 * 60'000;
constexpr qint64 mostBytes = 8 << 20;
constexpr qint64 aheadNs = 35 * base::nsPerDay;

bool isAddress(const QString &calendar)
{
    return calendar.contains("://"_L1);
}

} // namespace

OnCallCalendars::OnCallCalendars(const base::Clock &clock, const async::Pools &pools, QString folder, QObject *parent)
    : QObject(parent), m_clock(clock), m_pools(pools), m_folder(std::move(folder))
{
    connect(&m_timer, &QTimer::timeout, this, &OnCallCalendars::refresh);
    m_timer.start(everyMs);
}

OnCallCalendars::~OnCallCalendars() = default;

const OnCallCalendars::State &OnCallCalendars::state(const QString &rota) const
{
    static const State none;
    const auto at = m_sources.find(rota);
    return at == m_sources.end() ? none : at->second.state;
}

QString OnCallCalendars::copyOf(const QString &calendar) const
{
    const QByteArray name = QCryptographicHash::hash(calendar.toUtf8(), QCryptographicHash::Sha256).toHex();
    return QDir(m_folder).filePath(QString::fromLatin1(name.first(32)) + u".ics"_s);
}

void OnCallCalendars::setRotas(const std::vector<signals::OnCallRota> &rotas)
{
    std::map<QString, Source> sources;
    for (const auto &rota : rotas) {
        const auto known = m_sources.find(rota.name);
        if (known != m_sources.end() && known->second.calendar == rota.calendar) {
            sources.emplace(rota.name, std::move(known->second));
            continue;
        }
        Source &source = sources[rota.name];
        source.calendar = rota.calendar;
        if (!isAddress(rota.calendar))
            continue;
        net::HttpOptions options;
        options.name = u"the calendar of %1"_s.arg(rota.name);
        options.maxBodyBytes = mostBytes;
        source.client = std::make_unique<net::HttpClient>(options, net::HttpEnvironment{m_clock});
    }
    m_sources = std::move(sources);
    for (const auto &[name, source] : m_sources)
        if (source.client && source.state.readNs == 0 && QFileInfo::exists(copyOf(source.calendar)))
            readFile(name, copyOf(source.calendar), true);
    refresh();
}

void OnCallCalendars::refresh()
{
    for (auto &[name, source] : m_sources)
        read(name, source);
    if (m_sources.empty())
        Q_EMIT changed();
}

void OnCallCalendars::read(const QString &rota, Source &source)
{
    if (!source.client)
        return readFile(rota, source.calendar, false);
    net::HttpRequest request;
    request.url = QUrl(source.calendar);
    ++m_underWay;
    source.asking = source.client->send(request, [this, rota](const base::Result<net::HttpResponsePtr> &answer) {
        if (answer && (*answer)->status == 200)
            return parse(rota, (*answer)->body);
        Read failed;
        failed.error = answer ? net::statusError(**answer, u"the calendar of %1"_s.arg(rota)) : answer.error();
        took(rota, std::move(failed));
    });
}

OnCallCalendars::Read OnCallCalendars::readOf(const QByteArray &bytes, qint64 readNs, qint64 nowNs)
{
    Read out;
    const auto shifts = wire::readShifts(bytes, {nowNs - base::nsPerDay, nowNs + aheadNs});
    if (!shifts) {
        out.error = shifts.error();
        return out;
    }
    State &state = out.state.emplace();
    state.readNs = readNs;
    state.problems = shifts->problems;
    for (const auto &shift : shifts->shifts)
        state.entries.push_back({shift.startNs, shift.endNs, shift.names});
    return out;
}

void OnCallCalendars::parse(const QString &rota, const QByteArray &bytes)
{
    const auto at = m_sources.find(rota);
    if (at == m_sources.end()) {
        --m_underWay;
        return;
    }
    const QString copy = copyOf(at->second.calendar);
    const qint64 now = m_clock.nowNs();
    m_scope.run(
        m_pools.parse(),
        [bytes, copy, now, folder = m_folder](std::stop_token) {
            Read out = readOf(bytes, now, now);
            if (out.state && !copy.isEmpty() && base::ensurePrivateFolder(folder))
                static_cast<void>(base::writeFileSafely(copy, bytes)); // only for the next start
            return out;
        },
        [this, rota](Read read) { took(rota, std::move(read)); });
}

void OnCallCalendars::readFile(const QString &rota, const QString &path, bool isCopy)
{
    ++m_underWay;
    m_scope.run(
        m_pools.parse(),
        [path, isCopy, now = m_clock.nowNs()](std::stop_token) {
            QFile file(path);
            if (!file.open(QIODevice::ReadOnly)) {
                Read out;
                out.error = base::makeError(base::ErrorKind::Storage, u"The calendar %1 cannot be read"_s.arg(path),
                                            file.errorString());
                return out;
            }
            const qint64 writtenNs = QFileInfo(file).lastModified().toMSecsSinceEpoch() * base::nsPerMs;
            return readOf(file.read(mostBytes + 1), isCopy ? std::min(writtenNs, now - 1) : now, now);
        },
        [this, rota](Read read) { took(rota, std::move(read)); });
}

void OnCallCalendars::took(const QString &rota, Read read)
{
    --m_underWay;
    const auto at = m_sources.find(rota);
    if (at == m_sources.end())
        return;
    State &state = at->second.state;
    if (read.state && read.state->readNs >= state.readNs)
        state = std::move(*read.state);
    state.error = read.error;
    Q_EMIT changed();
}

} // namespace wf::engine
