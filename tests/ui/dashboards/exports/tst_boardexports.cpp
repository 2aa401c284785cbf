// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/bundle/packbundle.h"
#include "tests/models/engine/fakemetricsource.h"
#include "ui/dashboards/exports/exportdialog.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/theme.h"

#include <QFile>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <cmath>

using namespace wf;
using namespace wf::ui;
using namespace Qt::StringLiterals;
using support::FakeMetricSource;

namespace {

constexpr qint64 now = 1'700'000'000LL * base::nsPerSecond;

signals::Dashboard board(int panels)
{
    signals::Dashboard out;
    out.title = u"Shop <b>checkout</b>"_s;
    for (int i = 1; i <= panels; ++i) {
        signals::BoardPanel panel;
        panel.id = i;
        panel.type = i % 2 == 1 ? u"timeseries"_s : u"stat"_s;
        panel.title = u"Panel %1"_s.arg(i);
        panel.place = {(i - 1) % 2 * 12, (i - 1) / 2 * 8, 12, 8};
        signals::PanelTarget target;
        target.expr = u"rate(x%1[$__rate_interval])"_s.arg(i);
        target.legend = u"{{region}}"_s;
        panel.targets = {target};
        out.panels.push_back(panel);
    }
    return out;
}

struct Stage {
    FakeMetricSource prometheus{u"eu"_s};
    sources::SourceSet set;
    base::ManualClock clock{now};
    async::Pools pools;
    engine::MetricReader metrics;
    engine::BoardReader reader;
    widgets::SeriesColors colors;
    WatchContext context;
    QTemporaryDir folder;
    QStringList asked;
    Stage() : set{{&prometheus}, {}, {}, {}}, metrics(set, nullptr, clock), reader(metrics, set, clock), context(clock)
    {
    }
    [[nodiscard]] ExportSurroundings around()
    {
        return {{reader, pools, colors, context}, set, u"production"_s, u"ada"_s, {}, 15 * base::nsPerSecond};
    }
    static signals::QueryAnswerPtr curves(base::TimeRange range, qint64 stepNs)
    {
        auto out = std::make_shared<signals::QueryAnswer>();
        for (const char *region : {"eu", "us"}) {
            signals::Series series;
            series.labels = base::Labels{{"__name__", "x"}, {"region", region}};
            for (qint64 t = range.startNs; t <= range.endNs; t += std::max(stepNs, base::nsPerSecond)) {
                series.timesMs.push_back(t / base::nsPerMs);
                series.values.push_back(2 + std::sin(static_cast<double>(t / base::nsPerMinute) / 9));
            }
            out->series.push_back(std::move(series));
        }
        return out;
    }
    void answer()
    {
        while (!prometheus.ranges.empty()) {
            const auto q = prometheus.ranges.front();
            asked << q.expr;
            FakeMetricSource::answer(prometheus.ranges, curves(q.range, q.stepNs));
        }
        while (!prometheus.seriesQuestions.empty())
            FakeMetricSource::answer(prometheus.seriesQuestions,
                                     std::vector<base::Labels>{base::Labels{{"__name__", "x"}, {"region", "eu"}}});
        while (!prometheus.instants.empty())
            FakeMetricSource::answer(prometheus.instants, curves({now - base::nsPerHour, now}, 15 * base::nsPerSecond));
        while (!prometheus.metadataQuestions.empty())
            FakeMetricSource::answer(prometheus.metadataQuestions, std::vector<signals::MetricInfo>());
    }
    // What comes out of an export, answered as it asks.
    base::Result<QByteArray> take(ExportFormat format, int panels, int panel = 0)
    {
        std::optional<base::Result<QByteArray>> out;
        BoardExporter exporter(around(), {board(panels), panel, format, 900});
        QObject::connect(&exporter, &BoardExporter::done, &exporter,
                         [&out](const base::Result<QByteArray> &file, const QStringList &) { out = file; });
        (void)QTest::qWaitFor(
            [&] {
                answer();
                return out.has_value();
            },
            30'000);
        return out ? *out : base::makeError(base::ErrorKind::Timeout, u"nothing came"_s);
    }
};

// Pixels of the picture that are far from its ground.
int drawnPixels(const QImage &image)
{
    int out = 0;
    const QRgb ground = image.pixel(image.width() / 2, 2);
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const QRgb c = image.pixel(x, y);
            out += std::abs(qRed(c) - qRed(ground)) + std::abs(qGreen(c) - qGreen(ground)) > 90 ? 1 : 0;
        }
    return out;
}

} // namespace

class BoardExportsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)"))); }

    void aPictureHoldsEveryPanelAlsoThoseFarBelow()
    {
        Stage stage;
        const auto png = stage.take(ExportFormat::Png, 14);
        QVERIFY2(png.ok(), png.ok() ? "" : qPrintable(png.error().summary));
        const QImage image = QImage::fromData(*png, "PNG");
        QCOMPARE(image.width(), 900);
        QVERIFY(image.height() > 1500);
        QCOMPARE(stage.asked.size(), 14); // each once
        QVERIFY(drawnPixels(image.copy(0, image.height() - 200, 900, 200)) > 500);
    }

    void aDrawingHoldsShapesNotPixels()
    {
        Stage stage;
        const auto svg = stage.take(ExportFormat::Svg, 2);
        QVERIFY(svg.ok());
        QXmlStreamReader xml(*svg);
        int lines = 0, pictures = 0;
        qsizetype longest = 0;
        QStringList texts;
        while (!xml.atEnd()) {
            xml.readNext();
            if (xml.isStartElement() && xml.name() == u"polyline") {
                ++lines;
                longest = std::max(longest, xml.attributes().value(u"points"_s).count(u','));
            }
            pictures +=
                xml.isStartElement() && xml.name() == u"image" && xml.attributes().value(u"width"_s).toInt() > 100;
            if (xml.isCharacters() && !xml.isWhitespace())
                texts << xml.text().toString();
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QVERIFY(lines > 2);
        QVERIFY2(longest > 50, qPrintable(QString::number(longest))); // a line with its samples
        QCOMPARE(pictures, 0);
        QVERIFY(texts.join(u' ').contains(u"Shop <b>checkout</b>"_s)); // as text
        QVERIFY(texts.join(u' ').contains(u"Panel 1"_s));
    }

    void aPageIsAsLargeAsTheDashboard()
    {
        Stage stage;
        const auto pdf = stage.take(ExportFormat::Pdf, 4);
        QVERIFY(pdf.ok());
        QVERIFY(pdf->startsWith("%PDF-"));
        QVERIFY(pdf->contains("/MediaBox [0 0 675")); // 900 pixels
        QCOMPARE(pdf->count("/Type /Page\n"), 1);
    }

    void onePanelAloneIsAskedAlone()
    {
        Stage stage;
        const auto csv = stage.take(ExportFormat::Csv, 4, 3);
        QVERIFY(csv.ok());
        QCOMPARE(stage.asked.size(), 1);
        QVERIFY(stage.asked[0].startsWith(u"rate(x3["_s));
        QVERIFY(csv->startsWith("\"Time\",\"eu\",\"us\"\r\n"));
        QVERIFY(csv->count("\r\n") > 60);
        const auto none = stage.take(ExportFormat::Png, 4, 99);
        QVERIFY(!none.ok());
        QCOMPARE(none.error().kind, base::ErrorKind::NotFound);
    }

    void aSnapshotIsWrittenByTheDialog()
    {
        Stage stage;
        auto *dialog = new ExportDialog(stage.around(), board(2));
        QPointer<ExportDialog> alive(dialog);
        dialog->show();
        dialog->choose(0, ExportFormat::Snapshot);
        const QString path = stage.folder.filePath(u"s.wfbundle"_s);
        QString saved;
        connect(dialog, &ExportDialog::saved, this, [&saved](const QString &to) { saved = to; });
        dialog->saveTo(path);
        QVERIFY(dialog->isBusy());
        QTRY_VERIFY_WITH_TIMEOUT((stage.answer(), !saved.isEmpty()), 10'000);
        QTRY_VERIFY(!alive); // closed by itself
        const auto bundle = engine::readBundle(path);
        QVERIFY2(bundle.ok(), bundle.ok() ? "" : qPrintable(bundle.error().summary));
        QVERIFY(bundle->manifest.isDashboard);
        QCOMPARE(bundle->manifest.takenBy, u"ada"_s);
        QVERIFY(!bundle->series.empty());
    }

    void whatCannotBeWrittenIsSaid()
    {
        Stage stage;
        ExportDialog dialog(stage.around(), board(1));
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        dialog.choose(0, ExportFormat::Json);
        bool isSaved = false;
        connect(&dialog, &ExportDialog::saved, this, [&isSaved] { isSaved = true; });
        dialog.saveTo(stage.folder.filePath(u"none/at/all.json"_s));
        auto *save = dialog.findChild<widgets::Button *>();
        QTRY_VERIFY(!dialog.isBusy());
        QTRY_VERIFY(dialog.isVisible() && save);
        QVERIFY(!isSaved);
    }

    void namesOfFilesStayInTheirFolder()
    {
        QCOMPARE(exportFileName(u"../Shop: check/out"_s, ExportFormat::Svg).count(u'/'), 0);
        QVERIFY(exportFileName(u"Shop"_s, ExportFormat::Snapshot).endsWith(u".wfbundle"_s));
    }
};

QTEST_MAIN(BoardExportsTest)
#include "tst_boardexports.moc"
