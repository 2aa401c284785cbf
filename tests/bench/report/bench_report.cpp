// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/clock.h"
#include "models/wire/report/render.h"
#include "resources/assets.h"
#include "tests/bench/benchline.h"

#include <QFile>

// What a report with 50,000 incidents costs in each form.
using namespace wf;
using namespace Qt::StringLiterals;

namespace {

signals::Report largeReport()
{
    constexpr qint64 start = 1'777'593'600'000'000'000;
    signals::Report r;
    r.id = u"SLA-BENCH"_s;
    r.provider = u"Halcyon"_s;
    r.customer = u"Fernhill Outdoor"_s;
    r.title = u"May 2026"_s;
    r.period = r.measured = {start, start + 31 * base::nsPerDay};
    r.incidentClauses = {u"1"_s, u"2"_s};
    for (int i = 0; i < 50'000; ++i)
        r.incidents.push_back({u"INC-%1"_s.arg(i),
                               {start + i * base::nsPerMinute, start + (i + 3) * base::nsPerMinute},
                               false,
                               u"Gateway brown-out %1 after a certificate rotation in eu-west."_s.arg(i % 977),
                               u"certificate %1"_s.arg(i % 31),
                               {i % 100 / 10.0, i % 70 / 10.0}});
    return r;
}

wire::PdfFontFiles fonts()
{
    initAssets();
    const QStringList names{u"WatchfloorSans-Regular"_s, u"WatchfloorSans-Medium"_s, u"WatchfloorSans-SemiBold"_s,
                            u"JetBrainsMono-Regular"_s};
    wire::PdfFontFiles out;
    for (std::size_t i = 0; i < out.size(); ++i) {
        QFile file(u":/wf/fonts/%1.ttf"_s.arg(names.at(static_cast<qsizetype>(i))));
        if (file.open(QIODevice::ReadOnly))
            out[i] = file.readAll();
    }
    return out;
}

} // namespace

int main()
{
    const auto report = largeReport();
    const auto files = fonts();
    for (const auto format : {wire::ReportFormat::Json, wire::ReportFormat::Csv, wire::ReportFormat::Markdown,
                              wire::ReportFormat::Html, wire::ReportFormat::Pdf}) {
        const QByteArray name = wire::reportFormatName(format).toLatin1();
        const double before = bench::cpuMs();
        const auto bytes = wire::renderReport(report, {format, {}}, files);
        if (!bytes)
            return 1;
        bench::record(QByteArray("report_50k_" + name).constData(), bench::cpuMs() - before, "ms");
        bench::record(QByteArray("report_50k_" + name + "_size").constData(),
                      static_cast<double>(bytes->size()) / 1048576.0, "MiB");
    }
    bench::record("report_50k_memory", bench::residentMiB(), "MiB");
    return 0;
}
