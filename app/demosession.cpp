// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demosession.h"

#include "app/demo/rules/rulebook.h"
#include "app/paths.h"
#include "models/base/safefile.h"
#include "models/base/timetext.h"
#include "models/station/core/station.h"

#include <QCoreApplication>
#include <QDir>
#include <QTime>

#include <csignal>

namespace wf::app {

namespace {

constexpr qint64 intoTheIncident = 25 * base::nsPerMinute; // the bad rollout ended so long before
const QString prefix = QStringLiteral("demo-");

// Folders of sessions that could not clean up after themselves.
void removeLeftovers()
{
    QDir state(stateDirectory());
    for (const QString &name : state.entryList({prefix + u'*'}, QDir::Dirs | QDir::NoDotAndDotDot)) {
        bool ok = false;
        const int pid = name.mid(prefix.size()).toInt(&ok);
        if (ok && ::kill(pid, 0) != 0 && errno == ESRCH)
            QDir(state.filePath(name)).removeRecursively();
    }
}

} // namespace

std::optional<qint64> parseDemoMoment(const QString &text, qint64 nowNs)
{
    const QTime time = QTime::fromString(text, QStringLiteral("hh:mm"));
    if (time.isValid()) {
        const qint64 midnight = nowNs - nowNs % base::nsPerDay;
        const qint64 today = midnight + time.msecsSinceStartOfDay() * base::nsPerMs;
        return today <= nowNs ? today : today - base::nsPerDay;
    }
    bool ok = false;
    const qint64 moment = base::parseIsoTime(text, &ok);
    return ok ? std::optional(moment) : std::nullopt;
}

base::Result<std::unique_ptr<DemoSession>> DemoSession::open(DemoOptions options)
{
    if (!options.atNs)
        options.atNs = base::SystemClock().nowNs();
    removeLeftovers();
    const QString directory =
        QDir(stateDirectory()).filePath(prefix + QString::number(QCoreApplication::applicationPid()));
    QDir(directory).removeRecursively();
    if (auto made = base::ensurePrivateFolder(directory); !made)
        return made.error();
    QString problem;
    const QDir folder(directory);
    if (!demo::writeRules(folder.filePath(QStringLiteral("rules")), &problem) ||
        !demo::writeObjectives(folder.filePath(QStringLiteral("objectives")), &problem) ||
        !demo::writeAgreements(folder.filePath(QStringLiteral("agreements")), &problem) ||
        !demo::writeTelling(folder.filePath(QStringLiteral("told")), &problem))
        return base::makeError(base::ErrorKind::Storage, problem);
    return std::unique_ptr<DemoSession>(new DemoSession(options, directory));
}

DemoSession::DemoSession(DemoOptions options, QString directory)
    : m_options(options), m_directory(std::move(directory)), m_clock(m_options.atNs, m_options.speed)
{
    m_environment.id = QStringLiteral("halcyon-demo");
    m_environment.name = QCoreApplication::translate("Demo", "Halcyon demo");
    m_environment.hasStation = true;
    m_environment.objectives = {QDir(m_directory).filePath(QStringLiteral("objectives"))};
    m_environment.agreements = {QDir(m_directory).filePath(QStringLiteral("agreements"))};
}

DemoSession::~DemoSession()
{
    QDir(m_directory).removeRecursively();
}

QString DemoSession::tellingFile() const
{
    return QDir(m_directory).filePath(QStringLiteral("told/") + demo::tellingFile);
}

station::RuleSettings DemoSession::rules() const
{
    station::RuleSettings rules;
    rules.files = {QDir(m_directory).filePath(QStringLiteral("rules/*.yml"))};
    rules.usesDefaults = false;
    rules.intervalNs = 15 * base::nsPerSecond;
    return rules;
}

std::unique_ptr<demo::ShopFeed> DemoSession::feed(Workspace &workspace) const
{
    demo::FeedOptions options;
    options.seed = m_options.seed;
    options.anchor = static_cast<double>(m_options.atNs - intoTheIncident) / base::nsPerSecond;
    auto &station = *workspace.station();
    options.rules = rules();
    options.ruleStateFile = station.ruleStateFile();
    return std::make_unique<demo::ShopFeed>(options, m_clock, station.stores(), station.intake());
}

} // namespace wf::app
