// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/config/addedtargets.h"

#include "models/base/safefile.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrlQuery>

#include <algorithm>

namespace wf::station {

namespace {

constexpr qint64 mostBytes = 4 << 20;

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::station", text);
}

base::Status save(const QString &path, const std::vector<TargetGroup> &groups)
{
    QJsonArray all;
    for (const auto &group : groups) {
        QJsonObject labels;
        for (const auto &[name, value] : group.labels)
            labels[QString::fromStdString(name)] = QString::fromStdString(value);
        all << QJsonObject{{QStringLiteral("targets"), QJsonArray::fromStringList(group.targets)},
                           {QStringLiteral("labels"), labels}};
    }
    return base::writeFileSafely(path, QJsonDocument(all).toJson());
}

bool isSame(const TargetGroup &a, const TargetGroup &b)
{
    return a.targets == b.targets && a.labels.value("__scheme__") == b.labels.value("__scheme__") &&
           a.labels.value("__metrics_path__") == b.labels.value("__metrics_path__");
}

// The name of its host; where that says nothing the whole address.
QString jobOf(const QUrl &url, const QString &target)
{
    const QString host = url.host();
    const bool isNumeric =
        host.contains(u':') || std::all_of(host.begin(), host.end(), [](QChar c) { return c.isDigit() || c == u'.'; });
    return host == u"localhost" || isNumeric ? target : host.section(u'.', 0, 0);
}

} // namespace

base::Result<TargetGroup> targetOfAddress(const QString &pasted, const QString &job)
{
    const QString text = pasted.trimmed();
    const QUrl url(text.contains(QStringLiteral("://")) ? text : QString(QStringLiteral("http://") + text),
                   QUrl::StrictMode);
    const bool isWeb = url.scheme() == u"http" || url.scheme() == u"https";
    if (!url.isValid() || !isWeb || url.host().isEmpty())
        return base::makeError(base::ErrorKind::Invalid, tr("\"%1\" is no address to scrape.").arg(text.left(200)),
                               tr("Write host:port, or http://host:port/path."));
    if (!url.userInfo().isEmpty())
        return base::makeError(base::ErrorKind::Invalid, tr("A login does not belong in the address."),
                               tr("Write a job with basic_auth into station.yaml."));
    QString host = url.host();
    if (host.contains(u':'))
        host = u'[' + host + u']';
    std::vector<base::Labels::Pair> labels{
        {"__scheme__", url.scheme().toStdString()},
        {"__metrics_path__", url.path().size() > 1 ? url.path().toStdString() : std::string("/metrics")}};
    const QString target = url.port() > 0 ? QString(host + u':' + QString::number(url.port())) : host;
    labels.emplace_back("job", (job.isEmpty() ? jobOf(url, target) : job).toStdString());
    for (const auto &[name, value] : QUrlQuery(url).queryItems(QUrl::FullyDecoded))
        labels.emplace_back("__param_" + name.toStdString(), value.toStdString());
    return TargetGroup{{target}, base::Labels(std::move(labels)), {}};
}

base::Status addTarget(const QString &file, const TargetGroup &target)
{
    auto groups = loadAddedTargets(file);
    if (!groups)
        return groups.error();
    std::erase_if(*groups, [&](const TargetGroup &one) { return isSame(one, target); });
    groups->push_back(target);
    return save(file, *groups);
}

base::Status removeTarget(const QString &file, const TargetGroup &target)
{
    auto groups = loadAddedTargets(file);
    if (!groups)
        return groups.error();
    if (std::erase_if(*groups, [&](const TargetGroup &one) { return isSame(one, target); }) == 0)
        return base::makeError(base::ErrorKind::NotFound, tr("%1 was not added.").arg(target.targets.join(u' ')),
                               tr("Only targets added by hand can be removed; the others stand in a configuration."));
    return save(file, *groups);
}

base::Result<std::vector<TargetGroup>> loadAddedTargets(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return std::vector<TargetGroup>();
    if (!file.open(QIODevice::ReadOnly))
        return base::makeError(base::ErrorKind::Storage, tr("%1 cannot be read.").arg(path), file.errorString());
    return readTargetFile(file.read(mostBytes + 1), path);
}

QString addressOf(const TargetGroup &target)
{
    constexpr std::string_view parameter = "__param_";
    QUrlQuery query;
    for (const auto &[name, value] : target.labels)
        if (name.starts_with(parameter))
            query.addQueryItem(QString::fromStdString(name.substr(parameter.size())),
                               QString::fromUtf8(QUrl::toPercentEncoding(QString::fromStdString(value))));
    QUrl url(target.labels.text("__scheme__") + QStringLiteral("://") + target.targets.value(0) +
             target.labels.text("__metrics_path__"));
    if (!query.isEmpty())
        url.setQuery(query);
    return url.toString(QUrl::FullyEncoded);
}

ScrapeJob addedTargetsJob(const QString &file, qint64 intervalNs)
{
    ScrapeJob job;
    job.name = QStringLiteral("added");
    job.intervalNs = intervalNs;
    job.timeoutNs = std::min(job.timeoutNs, intervalNs);
    job.files = {{file, FileDiscovery().refreshNs}};
    return job;
}

} // namespace wf::station
