// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/scrape/discovery/localdiscovery.h"

#include "models/station/scrape/discovery/programnames.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>
#include <chrono>

namespace wf::station {

namespace {

using namespace std::chrono_literals;
constexpr qint64 againNs = base::nsPerHour;
constexpr qint64 keepNs = 10 * base::nsPerMinute;
constexpr std::size_t enoughBytes = 16 * 1024;
constexpr int nodeExporterPort = 9100;

// Looks at the beginning of an answer and wants no more.
class Glance final : public net::BodyConsumer {
public:
    base::Status feed(std::string_view piece) override
    {
        m_text.append(piece.substr(0, enoughBytes - std::min(enoughBytes, m_text.size())));
        if (m_text.size() < enoughBytes)
            return base::Done{};
        return base::makeError(base::ErrorKind::Cancelled, QStringLiteral("seen enough"));
    }
    base::Status finish() override { return base::Done{}; }
    [[nodiscard]] const std::string &text() const { return m_text; }

private:
    std::string m_text;
};

QByteArray procFile(const QString &path)
{
    QFile file(path);
    constexpr qint64 most = 4 << 20;
    return file.open(QIODevice::ReadOnly) ? file.read(most) : QByteArray();
}

net::HttpOptions clientOptions()
{
    net::HttpOptions options;
    options.name = QCoreApplication::translate("wf::station", "A program on this machine");
    options.connectTimeout = 1s;
    options.idleTimeout = 2s;
    options.concurrency = 2;
    options.tries = 1;
    options.maxBodyBytes = 1 << 20;
    return options;
}

} // namespace

LocalTargets::LocalTargets(LocalOptions options, const base::Clock &clock, QThreadPool &pool, QObject *parent)
    : Discovery(parent),
      m_options(std::move(options)),
      m_clock(clock),
      m_pool(pool),
      m_client(clientOptions(), net::HttpEnvironment{clock})
{
    connect(&m_timer, &QTimer::timeout, this, [this] { look(); });
}

LocalTargets::~LocalTargets() = default;

void LocalTargets::start()
{
    m_timer.start(std::chrono::milliseconds(m_options.roundNs / base::nsPerMs));
    look();
}

void LocalTargets::look()
{
    m_jobs.runLatest(
        QStringLiteral("look"), m_pool,
        [procfs = m_options.procfs](std::stop_token) {
            const QByteArray tcp = procFile(procfs + QStringLiteral("/net/tcp"));
            const QByteArray tcp6 = procFile(procfs + QStringLiteral("/net/tcp6"));
            return listeningPorts({tcp.constData(), static_cast<std::size_t>(tcp.size())},
                                  {tcp6.constData(), static_cast<std::size_t>(tcp6.size())});
        },
        [this](const std::vector<ListeningPort> &ports) { seen(ports); });
}

bool LocalTargets::isLeftAlone(int port) const
{
    return isNeverAsked(port) || std::ranges::find(m_options.ignoredPorts, port) != m_options.ignoredPorts.end() ||
           (port == nodeExporterPort && m_options.leavesNodeExporter);
}

void LocalTargets::seen(const std::vector<ListeningPort> &ports)
{
    const qint64 now = m_clock.monotonicNs();
    for (const auto &port : ports) {
        if (isLeftAlone(port.port) || m_asking.contains(port.port))
            continue;
        const auto known = m_known.find(port.port);
        const bool isNew = known == m_known.end() || known->second.port != port;
        if (known != m_known.end())
            known->second.seenNs = now;
        if (isNew || (!known->second.serves && now - known->second.askedNs >= againNs))
            ask(port);
    }
    std::erase_if(m_known, [&](const auto &entry) {
        return now - entry.second.seenNs >= (entry.second.serves ? keepNs : base::nsPerMinute);
    });
    tell();
}

void LocalTargets::ask(const ListeningPort &port)
{
    auto glance = std::make_shared<Glance>();
    net::HttpRequest request;
    request.url = QUrl(QStringLiteral("http://%1:%2/metrics")
                           .arg(port.isV6Only ? QStringLiteral("[::1]") : QStringLiteral("127.0.0.1"))
                           .arg(port.port));
    request.deadline = 2s;
    request.probe = true;
    request.headers = {{"Accept", "text/plain;version=0.0.4"}};
    request.consumer = [glance] { return glance; };
    m_asking[port.port] =
        m_client.send(std::move(request), [this, port, glance](base::Result<net::HttpResponsePtr> answer) {
            const QByteArray type = answer ? (*answer)->contentType : QByteArray();
            const bool isAnswer =
                answer ? (*answer)->status == 200 : answer.error().detail.isEmpty() || !glance->text().empty();
            answered(port, isAnswer && looksLikeMetrics({type.constData(), static_cast<std::size_t>(type.size())},
                                                        glance->text()));
        });
}

void LocalTargets::answered(const ListeningPort &port, bool serves)
{
    if (serves)
        return found(port);
    settle(port, {});
}

// Names are looked up before it is told, so that its samples have one job from the first on.
void LocalTargets::found(const ListeningPort &port)
{
    const QString usual = usualJob(port.port);
    if (!usual.isEmpty())
        return settle(port, usual);
    m_jobs.run(
        m_pool,
        [procfs = m_options.procfs, inode = port.inode](std::stop_token) { return programOfSocket(procfs, inode); },
        [this, port](const QString &program) {
            settle(port, program.isEmpty() ? QStringLiteral("localhost:%1").arg(port.port) : program);
        });
}

void LocalTargets::settle(const ListeningPort &port, const QString &job)
{
    const qint64 now = m_clock.monotonicNs();
    m_known[port.port] = {port, !job.isEmpty(), job, now, now};
    m_asking.erase(port.port);
    tell();
}

void LocalTargets::tell()
{
    std::vector<TargetGroup> groups;
    for (const auto &[number, known] : m_known)
        if (known.serves)
            groups.push_back(
                {{(known.port.isV6Only ? QStringLiteral("[::1]:%1") : QStringLiteral("localhost:%1")).arg(number)},
                 base::Labels{{"job", known.job.toStdString()}},
                 QCoreApplication::translate("wf::station", "this machine")});
    publish(std::move(groups), {});
}

} // namespace wf::station
