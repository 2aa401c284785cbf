// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/schedule/reportrunner.h"

#include "models/base/untrusted.h"

#include <QFile>

namespace wf::app {

namespace {

constexpr int firstMs = 20'000; // the window comes first
constexpr int everyMs = 5 * 60'000;

} // namespace

ReportRunner::ReportRunner(QString program, QStringList arguments, QString settings, QObject *parent)
    : QObject(parent), m_program(std::move(program)), m_arguments(std::move(arguments)), m_settings(std::move(settings))
{
    m_process->setProcessChannelMode(QProcess::MergedChannels);
    connect(m_process, &QProcess::finished, this, &ReportRunner::finished);
    connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            Q_EMIT failed(base::visibleText(m_process->errorString(), 300));
    });
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_timer.setInterval(everyMs);
        runNow();
    });
}

ReportRunner::~ReportRunner()
{
    m_process->disconnect(this);
    if (m_process->state() == QProcess::NotRunning) {
        delete m_process;
        return;
    }
    connect(m_process, &QProcess::finished, m_process, &QObject::deleteLater);
    m_process->kill();
}

void ReportRunner::start()
{
    m_timer.start(firstMs);
}

void ReportRunner::runNow()
{
    if (m_process->state() == QProcess::NotRunning && QFile::exists(m_settings))
        m_process->start(m_program, m_arguments, QIODevice::ReadOnly);
}

void ReportRunner::finished(int code)
{
    const QStringList lines =
        QString::fromUtf8(m_process->readAll().right(4000)).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    if (code != 0)
        Q_EMIT failed(base::visibleText(
            lines.isEmpty() ? QStringLiteral("report run-due ended with %1").arg(code) : lines.constLast(), 300));
    Q_EMIT ended();
}

} // namespace wf::app
