// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/config/scrapeconfig.h"

#include "models/station/config/scrapejobreader_p.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>

namespace wf::station {

namespace {

constexpr qint64 prometheusInterval = base::nsPerMinute;
constexpr std::size_t mostJobs = 1000;

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::station", text);
}

wire::Yaml firstDocument(const std::vector<wire::Yaml> &documents)
{
    return documents.empty() ? wire::Yaml() : documents.front();
}

ScrapeJob defaultsOf(const ConfigSection &global, qint64 intervalNs)
{
    ScrapeJob job;
    job.intervalNs = global.durationNs("scrape_interval", intervalNs);
    job.timeoutNs = global.durationNs("scrape_timeout", job.timeoutNs);
    readScrapeLimits(global, job.limits);
    job.wantsNativeHistograms = global.truth("scrape_native_histograms", job.wantsNativeHistograms);
    job.keepsClassicHistograms = global.truth("always_scrape_classic_histograms", job.keepsClassicHistograms);
    return job;
}

} // namespace

ScrapeConfig readScrapeConfig(const ConfigSection &root, const QString &folder, qint64 intervalNs)
{
    ScrapeConfig config;
    const auto global = root.section("global");
    const ScrapeJob defaults = defaultsOf(global, intervalNs);
    config.externalLabels = global.labels("external_labels");
    // For the rules, for Prometheus' own log, and without effect here.
    for (const char *key :
         {"evaluation_interval", "rule_query_offset", "query_log_file", "scrape_failure_log_file", "scrape_protocols",
          "keep_dropped_targets", "metric_name_validation_scheme", "metric_name_escaping_scheme"})
        (void)global.yaml(key);
    global.finish();
    for (const auto &section : root.sections("scrape_configs")) {
        if (config.jobs.size() >= mostJobs) {
            root.problem("scrape_configs", tr("more than %1 jobs").arg(mostJobs), tr("the rest is left out"));
            break;
        }
        auto job = ScrapeJobReader(section, defaults, folder).read();
        if (!job)
            continue;
        if (std::ranges::any_of(config.jobs, [&](const ScrapeJob &j) { return j.name == job->name; }))
            section.problem("job_name", tr("there is a job %1 already").arg(job->name), tr("this one is not scraped"));
        else
            config.jobs.push_back(std::move(*job));
    }
    return config;
}

base::Result<PrometheusFile> readPrometheusFile(const QByteArray &yaml, const QString &folder)
{
    const auto documents = wire::loadYaml(wire::view(yaml));
    if (!documents)
        return documents.error();
    PrometheusFile out;
    const ConfigSection root(firstDocument(*documents), {}, out.problems);
    out.scrape = readScrapeConfig(root, folder, prometheusInterval);
    for (const char *key :
         {"rule_files", "alerting", "remote_write", "remote_read", "storage", "tracing", "otlp", "runtime"})
        (void)root.yaml(key);
    if (root.has("scrape_config_files"))
        root.problem("scrape_config_files", tr("further files are not read"), tr("their jobs are not scraped"));
    root.finish();
    return out;
}

base::Result<std::vector<TargetGroup>> readTargetFile(const QByteArray &text, const QString &name)
{
    const auto documents = wire::loadYaml(wire::view(text));
    if (!documents)
        return documents.error();
    const auto root = firstDocument(*documents);
    if (root.exists() && !root.isList())
        return base::makeError(base::ErrorKind::Invalid,
                               tr("%1 holds no list of target groups").arg(QFileInfo(name).fileName()),
                               tr("It should be [{\"targets\": [\"host:port\"], \"labels\": {…}}]."));
    std::vector<TargetGroup> groups;
    root.forEach([&](const wire::Yaml &one) {
        TargetGroup group{{}, one["labels"].labels(), name};
        one["targets"].forEach([&](const wire::Yaml &target) { group.targets << target.string(); });
        groups.push_back(std::move(group));
    });
    return groups;
}

} // namespace wf::station
