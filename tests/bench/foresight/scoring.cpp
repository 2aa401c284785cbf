// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/foresight/scoring.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QProcess>

#include <cmath>
#include <cstdio>
#include <limits>

namespace wf::bench {

QString corpus()
{
    const QString named = qEnvironmentVariable("WF_CORPUS");
    return QFile::exists(named) ? named : QString();
}

QJsonObject printedJson(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(program, arguments);
    if (!process.waitForFinished(30 * 60 * 1000) || process.exitCode() != 0) {
        std::fprintf(stderr, "%s: %s\n", qPrintable(arguments.value(1)), qPrintable(process.errorString()));
        return {};
    }
    return QJsonDocument::fromJson(process.readAllStandardOutput()).object();
}

QJsonObject scored(const QString &script, const QStringList &arguments)
{
    const QString scores = qEnvironmentVariable("WF_SCORES", QDir(corpus()).filePath(QStringLiteral("../score")));
    return printedJson(QStringLiteral("python3"),
                       QStringList{QStringLiteral("-B"), QDir(scores).filePath(script + QStringLiteral(".py"))} +
                           arguments);
}

double scaledError(const std::vector<double> &history, const std::vector<double> &truth,
                   const std::vector<double> &said, std::size_t period)
{
    double step = 0, miss = 0;
    for (std::size_t i = period; i < history.size(); ++i)
        step += std::abs(history[i] - history[i - period]) / static_cast<double>(history.size() - period);
    for (std::size_t k = 0; k < truth.size(); ++k)
        miss += std::abs(truth[k] - said[k]) / static_cast<double>(truth.size());
    return miss / step;
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
