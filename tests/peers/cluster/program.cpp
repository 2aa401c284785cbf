// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/peers/cluster/program.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QTest>

#include <unistd.h>

namespace wf::tests {

using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 120'000;
const QString environmentFile = u"environment.yaml"_s;
const QString settingsFile = u"notifications.yaml"_s;

} // namespace

Program::Program(const QUrl &first, const QUrl &second)
{
    write(environmentFile,
          u"name: storm\nsources:\n  - {id: a, kind: alerts, url: %1}\n  - {id: b, kind: alerts, url: %2}\n"_s.arg(
              first.toString(), second.toString()));
}

Program::~Program()
{
    kill();
}

void Program::write(const QString &name, const QString &text) const
{
    QFile file(m_dir.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text.toUtf8()) < 0)
        qFatal("%s cannot be written", qPrintable(file.fileName()));
}

std::unique_ptr<QProcess> Program::start(const QStringList &words) const
{
    auto process = std::make_unique<QProcess>();
    auto variables = QProcessEnvironment::systemEnvironment();
    variables.insert(u"XDG_STATE_HOME"_s, m_dir.filePath(u"state"_s));
    variables.insert(u"XDG_CONFIG_HOME"_s, m_dir.filePath(u"config"_s));
    process->setProcessEnvironment(variables);
    process->start(QCoreApplication::applicationDirPath() + u"/../bin/watchfloor"_s,
                   words + QStringList{u"--environment-file"_s, m_dir.filePath(environmentFile)});
    return process;
}

QJsonArray Program::json(const QStringList &words)
{
    const auto process = start(words + QStringList{u"--format"_s, u"json"_s});
    (void)process->waitForFinished(patienceMs);
    m_errors = QString::fromUtf8(process->readAllStandardError());
    return QJsonDocument::fromJson(process->readAllStandardOutput()).array();
}

bool Program::run(const QUrl &hook)
{
    write(settingsFile, u"apiVersion: watchfloor/v1\nkind: Notifications\nspec:\n  channels:\n"
                        "    - {name: hook, webhook: {address: \"%1\"}}\n"
                        "  escalations:\n    - name: all\n      when: {severities: [critical, warning, info]}\n"
                        "      steps:\n        - {notify: [\"channel:hook\"]}\n"_s.arg(hook.toString()));
    m_said.clear();
    m_console = start({u"escalation"_s, u"run"_s, u"--headless"_s, u"--settings"_s, m_dir.filePath(settingsFile)});
    return QTest::qWaitFor(
        [this] {
            m_said += m_console->readAllStandardOutput();
            return m_said.contains("Running the escalations");
        },
        patienceMs);
}

void Program::kill()
{
    if (!m_console)
        return;
    m_console->kill();
    (void)m_console->waitForFinished();
    m_console.reset();
}

double Program::residentMiB() const
{
    QFile file(u"/proc/%1/statm"_s.arg(m_console ? m_console->processId() : 0));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toDouble() * static_cast<double>(sysconf(_SC_PAGESIZE)) / (1 << 20);
}

QHash<QString, QString> homesIn(const QJsonArray &incidents)
{
    QHash<QString, QString> out;
    for (const auto &one : incidents)
        for (const auto &alert : one[u"alerts"].toArray())
            out.insert(alert[u"name"].toString(), one[u"id"].toString());
    return out;
}

} // namespace wf::tests
