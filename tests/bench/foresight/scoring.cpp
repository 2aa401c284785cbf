// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/foresight/scoring.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QProcess>

#include <cstdio>
#include <limits>

namespace wf::bench {

QString corpus()
{
    const QString named = qEnvironmentVariable("WF_CORPUS");
    return QFile::exists(named) ? named : QString();
}

QJsonObject scored(const QString &script, const QStringList &arguments)
{
    const QString scores = qEnvironmentVariable("WF_SCORES", QDir(corpus()).filePath(QStringLiteral("../score")));
    QProcess python;
    python.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    python.start(QStringLiteral("python3"),
                 QStringList{QStringLiteral("-B"), QDir(scores).filePath(script + QStringLiteral(".py"))} + arguments);
    if (!python.waitForFinished(30 * 60 * 1000) || python.exitCode() != 0) {
        std::fprintf(stderr, "%s.py: %s\n", qPrintable(script), qPrintable(python.errorString()));
        return {};
    }
    return QJsonDocument::fromJson(python.readAllStandardOutput()).object();
}

double figure(const QJsonObject &json, const QStringList &path)
{
    QJsonValue at = json;
    for (const QString &key : path)
        at = at.toObject().value(key);
    return at.toDouble(std::numeric_limits<double>::quiet_NaN());
}

QJsonObject jsonFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject{};
}

} // namespace wf::bench
