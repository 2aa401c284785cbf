// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/scrape/target.h"

#include "models/base/duration.h"
#include "models/net/address.h"

#include <QCoreApplication>
#include <QSet>

#include <map>

namespace wf::station {

namespace {

constexpr std::size_t mostDropped = 1000;
constexpr qsizetype mostProblems = 100;

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::station", text);
}

void setDefault(std::vector<base::Labels::Pair> &pairs, const char *name, const std::string &value)
{
    for (const auto &[known, text] : pairs)
        if (known == name && !text.empty())
            return;
    pairs.emplace_back(name, value);
}

base::Labels discoveredLabels(const ScrapeJob &job, const TargetGroup &group, const QString &address)
{
    auto pairs = group.labels.pairs();
    std::erase_if(pairs, [](const auto &pair) { return pair.first == "__address__"; });
    pairs.emplace_back("__address__", address.toStdString());
    setDefault(pairs, "job", job.name.toStdString());
    setDefault(pairs, "__scheme__", job.scheme.toStdString());
    setDefault(pairs, "__metrics_path__", job.path.toStdString());
    setDefault(pairs, "__scrape_interval__", base::promDuration(job.intervalNs).toStdString());
    setDefault(pairs, "__scrape_timeout__", base::promDuration(job.timeoutNs).toStdString());
    for (const auto &[name, values] : job.params)
        if (!values.isEmpty())
            setDefault(pairs, ("__param_" + name.toStdString()).c_str(), values.first().toStdString());
    return base::Labels(std::move(pairs));
}

base::Result<QUrl> addressOf(const ScrapeJob &job, const base::Labels &labels)
{
    const QString address = labels.text("__address__");
    const QString scheme = labels.text("__scheme__");
    if (scheme != u"http" && scheme != u"https")
        return base::makeError(base::ErrorKind::Invalid,
                               tr("%1: http or https is expected, not %2").arg(address, scheme.left(32)));
    // An address that is more than host and port would be read as something else.
    if (address.isEmpty() || address.contains(u'/') || address.contains(u'@') || address.contains(u'?') ||
        address.contains(u'#'))
        return base::makeError(base::ErrorKind::Invalid, tr("\"%1\" is no host:port").arg(address.left(200)));
    QUrl url(scheme + QStringLiteral("://") + address, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty())
        return base::makeError(base::ErrorKind::Invalid, tr("\"%1\" is no host:port").arg(address.left(200)));
    const QString path = labels.text("__metrics_path__");
    url.setPath(path.startsWith(u'/') ? path : QString(u'/' + path));
    // Of each parameter the first value is a label, which relabelling may have changed.
    std::map<QString, QStringList> params(job.params.begin(), job.params.end());
    for (const auto &[name, value] : labels)
        if (name.starts_with("__param_")) {
            QStringList &values = params[QString::fromStdString(name.substr(8))];
            values = QStringList{QString::fromStdString(value)} + values.mid(1);
        }
    net::Params query;
    for (const auto &[name, values] : params)
        for (const auto &value : values)
            query.emplace_back(name, value);
    if (!query.empty())
        url.setQuery(QString::fromLatin1(net::encodeForm(query)));
    return url;
}

qint64 durationOf(const base::Labels &labels, const char *name, qint64 fallback)
{
    const auto ns = base::parseDuration(labels.text(name));
    return ns && *ns >= base::nsPerMs ? *ns : fallback;
}

base::Labels ownLabels(const base::Labels &labels)
{
    std::vector<base::Labels::Pair> pairs;
    for (const auto &pair : labels)
        if (!pair.first.starts_with("__"))
            pairs.push_back(pair);
    setDefault(pairs, "instance", std::string(labels.value("__address__")));
    return base::Labels(std::move(pairs));
}

} // namespace

Rhythm Target::rhythm() const
{
    return {intervalNs, labels.with("__url", url.toEncoded().toStdString()).fingerprint()};
}

QString targetKey(const Target &target)
{
    return target.job + u'\n' + target.labels.toString() + u'\n' + QString::fromLatin1(target.url.toEncoded()) + u'\n' +
           QString::number(target.intervalNs) + u'/' + QString::number(target.timeoutNs);
}

ResolvedTargets resolveTargets(const ScrapeJob &job, const std::vector<TargetGroup> &groups)
{
    ResolvedTargets out;
    QSet<QString> known;
    for (const auto &group : groups)
        for (const auto &address : group.targets) {
            const auto discovered = discoveredLabels(job, group, address);
            const auto labels = relabelled(discovered.pairs(), job.relabel);
            if (!labels) {
                ++out.droppedCount;
                if (out.dropped.size() < mostDropped)
                    out.dropped.push_back(discovered);
                continue;
            }
            const auto url = addressOf(job, *labels);
            if (!url) {
                if (out.problems.size() < mostProblems)
                    out.problems << tr("job %1: %2; it is not scraped").arg(job.name, url.error().summary);
                continue;
            }
            Target target{job.name,
                          ownLabels(*labels),
                          discovered,
                          *url,
                          durationOf(*labels, "__scrape_interval__", job.intervalNs),
                          durationOf(*labels, "__scrape_timeout__", job.timeoutNs),
                          group.source,
                          {}};
            target.timeoutNs = std::min(target.timeoutNs, target.intervalNs);
            target.key = targetKey(target);
            if (!known.contains(target.key)) {
                known.insert(target.key);
                out.active.push_back(std::move(target));
            }
        }
    const auto count = static_cast<qint64>(out.active.size());
    if (job.limits.targets > 0 && count > job.limits.targets) {
        out.problems << tr("job %1 has %2 targets, more than its target_limit of %3; none is scraped")
                            .arg(job.name)
                            .arg(count)
                            .arg(job.limits.targets);
        out.active.clear();
    }
    return out;
}

} // namespace wf::station
