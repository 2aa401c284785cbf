// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/output.h"
#include "app/cli/report/report.h"
#include "app/paths.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace wf::app {

using namespace Qt::StringLiterals;

QString reportSettingsPath()
{
    return configDirectory() + u"/reports.yaml"_s;
}

std::optional<wire::ReportSettings> reportSettingsOf(const QCommandLineParser &parser)
{
    const bool isNamed = parser.isSet(u"settings"_s);
    const QString path = isNamed ? parser.value(u"settings"_s) : reportSettingsPath();
    QFile file(path);
    if (!isNamed && !file.exists())
        return wire::ReportSettings();
    if (!file.open(QIODevice::ReadOnly) || file.size() > (4 << 20)) {
        printError(
            u"%1 cannot be read: %2"_s.arg(path, file.isOpen() ? u"it is larger than 4 MiB"_s : file.errorString()));
        return std::nullopt;
    }
    auto read = wire::readReportSettings(file.readAll().toStdString());
    for (const QString &line : read.lines(path))
        printError(line);
    if (!read.isValid())
        return std::nullopt;
    QString &logo = read.settings.logo; // beside the settings
    if (!logo.isEmpty())
        logo = QFileInfo(QFileInfo(path).absoluteDir(), logo).absoluteFilePath();
    return std::move(read.settings);
}

std::optional<QByteArray> logoOf(const wire::ReportSettings &settings)
{
    if (settings.logo.isEmpty())
        return QByteArray();
    QFile file(settings.logo);
    if (!file.open(QIODevice::ReadOnly)) {
        printError(u"The logo %1 cannot be read: %2"_s.arg(settings.logo, file.errorString()));
        return std::nullopt;
    }
    return file.read((1 << 20) + 1); // more is refused where it is drawn
}

} // namespace wf::app
