// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bundle/bundlebanner.h"
#include "ui/bundle/bundlewords.h"
#include "ui/bundle/savebundledialog.h"

#include "models/engine/bundle/packbundle.h"
#include "models/store/store.h"
#include "tests/models/engine/bundle/madebundle.h"
#include "tests/models/store/asking.h"
#include "tests/support/failonwarning.h"
#include "tests/support/fakealertsource.h"
#include "tests/support/fakeclock.h"
#include "widgets/base/theme.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

// One alert that tells an address, folded into an incident.
struct World {
    explicit World(const QString &directory)
        : clock(support::clockAt()),
          files(test::quietOptions(directory), clock),
          set{{}, {&server}, {}, {}},
          watch(set, clock, pools, {}),
          services(set, {}, clock),
          keeper({watch, services, files.alerts(), files.ledger()}, {}, clock, pools, u"mara"_s)
    {
        auto alert = test::madeAlert();
        alert.state = signals::AlertState::Firing;
        alert.silencedBy.clear();
        alert.startsNs = clock.nowNs() - base::nsPerMinute;
        server.alertList = {alert};
        keeper.start();
        watch.pollNow();
    }
    [[nodiscard]] engine::BundleWishes wishes() const
    {
        engine::BundleWishes out;
        out.incident = keeper.snapshot()->open.front()->number;
        out.incidentJson = QJsonObject{{u"title"_s, u"paid by ada@example.org"_s}};
        return out;
    }

    std::unique_ptr<ui::SaveBundleDialog> dialog()
    {
        [&] { QTRY_VERIFY(keeper.isSettled() && !keeper.snapshot()->open.empty()); }();
        auto out = std::make_unique<ui::SaveBundleDialog>(
            engine::BundleTaker::Parts{keeper, watch, services, files.alerts(), files.ledger(), set}, wishes(), clock,
            pools);
        out->setAttribute(Qt::WA_DeleteOnClose, false);
        return out;
    }

    base::ManualClock clock;
    support::FakeAlertSource server{clock, u"am"_s};
    store::Store files;
    async::Pools pools;
    sources::SourceSet set;
    engine::AlertWatch watch;
    engine::ServiceCatalog services;
    engine::IncidentKeeper keeper;
};

base::Result<engine::IncidentBundle> savedBy(ui::SaveBundleDialog &dialog, const QString &path)
{
    QString saved;
    QObject::connect(&dialog, &ui::SaveBundleDialog::saved, &dialog, [&saved](const QString &where) { saved = where; });
    dialog.saveTo(path);
    [&] { QTRY_VERIFY(!saved.isEmpty()); }();
    return engine::readBundle(saved);
}

} // namespace

class tst_BundleUi : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }
    void init() { support::failOnAnyWarning(); }
    void theBannerSaysWhatIsShown();
    void whatIsInABundleIsSaidInLines();
    void whatIsShownMaskedIsWrittenMasked();
    void withoutMasksItIsWrittenAsItIs();
    void aFileThatCannotBeWrittenIsSaidSo();
};

void tst_BundleUi::theBannerSaysWhatIsShown()
{
    const ui::BundleBanner banner(test::madeBundle().manifest);
    const QString said = banner.accessibleName();
    QVERIFY(said.contains(u"INC-12"_s));
    QVERIFY(said.contains(u"offline"_s));
    QVERIFY(said.contains(u"mara"_s));
}

void tst_BundleUi::whatIsInABundleIsSaidInLines()
{
    auto manifest = test::madeBundle().manifest;
    manifest.isMasked = true;
    manifest.masks = {{u"email"_s, 3, 1}};
    const QString said =
        ui::bundleWords(manifest, {{u"email"_s, u"ada@example.org"_s, u"masked-email-1"_s}}).join(u'\n');
    QVERIFY(said.contains(u"1 of 340 series"_s));
    QVERIFY(said.contains(u"Traces: no answer"_s));
    QVERIFY(said.contains(u"e-mail addresses: 3 times, 1 different; ada@example.org becomes masked-email-1"_s));
}

void tst_BundleUi::whatIsShownMaskedIsWrittenMasked()
{
    const QTemporaryDir dir;
    World w(dir.filePath(u"state"_s));
    const auto made = w.dialog();
    auto &dialog = *made;
    QTRY_VERIFY(dialog.isReady());
    QVERIFY(dialog.findChild<QPlainTextEdit *>()->toPlainText().contains(u"becomes masked-email-1"_s));
    if (const QString folder = qEnvironmentVariable("WF_SHOTS"); !folder.isEmpty())
        dialog.grab().save(folder + u"/savebundle.png"_s);
    const auto bundle = savedBy(dialog, dir.filePath(u"a.wfbundle"_s));
    QVERIFY(bundle.ok());
    QVERIFY(bundle->manifest.isMasked);
    QCOMPARE(bundle->incident[u"title"_s].toString(), u"paid by masked-email-1"_s);
}

void tst_BundleUi::withoutMasksItIsWrittenAsItIs()
{
    const QTemporaryDir dir;
    World w(dir.filePath(u"state"_s));
    const auto made = w.dialog();
    auto &dialog = *made;
    QTRY_VERIFY(dialog.isReady());
    dialog.findChild<QCheckBox *>()->click();
    QVERIFY(!dialog.findChild<QLineEdit *>()->isEnabled());
    QTRY_VERIFY(dialog.isReady());
    QTRY_VERIFY(dialog.findChild<QPlainTextEdit *>()->toPlainText().contains(u"Nothing is masked."_s));
    const auto bundle = savedBy(dialog, dir.filePath(u"a.wfbundle"_s));
    QVERIFY(bundle.ok());
    QCOMPARE(bundle->incident[u"title"_s].toString(), u"paid by ada@example.org"_s);
}

void tst_BundleUi::aFileThatCannotBeWrittenIsSaidSo()
{
    const QTemporaryDir dir;
    World w(dir.filePath(u"state"_s));
    const auto made = w.dialog();
    auto &dialog = *made;
    QTRY_VERIFY(dialog.isReady());
    dialog.saveTo(u"/nowhere/at/all/a.wfbundle"_s);
    QTRY_VERIFY(dialog.isReady());
    QCOMPARE(dialog.result(), int(QDialog::Rejected));
}

QTEST_MAIN(tst_BundleUi)
#include "tst_bundleui.moc"
