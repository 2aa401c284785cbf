// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/station/addlogdialog.h"

#include "models/store/store.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/theme.h"

#include <QFile>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;

class AddLogDialogTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }
    void whatMatchesIsSeenBeforeItIsAdded();
    void nonsenseIsExplainedAndCannotBeAdded();
    void closedWhileItLooksNothingHappens();
    void theWordsSayWhatIsKnown();

private:
    struct World {
        World()
        {
            store::StoreOptions storeOptions;
            storeOptions.directory = folder.path();
            store = std::make_unique<store::Store>(storeOptions, clock);
            station::StationOptions options;
            options.directory = folder.filePath(u"station"_s);
            options.configFile = folder.filePath(u"station.yaml"_s);
            station = std::make_unique<station::Station>(options, clock, pools, nullptr, store->ledger());
            watch = std::make_unique<engine::StationWatch>(*station, clock, pools);
        }
        QTemporaryDir folder;
        base::SystemClock clock;
        async::Pools pools;
        std::unique_ptr<store::Store> store;
        std::unique_ptr<station::Station> station;
        std::unique_ptr<engine::StationWatch> watch;
    };
    static bool says(const QDialog &dialog, const QString &text)
    {
        const auto labels = dialog.findChildren<widgets::PlainLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&](const auto *l) { return l->text().contains(text); });
    }
    static widgets::Button *follow(const QDialog &dialog)
    {
        for (auto *button : dialog.findChildren<widgets::Button *>())
            if (button->isDefault())
                return button;
        return nullptr;
    }
};

void AddLogDialogTest::whatMatchesIsSeenBeforeItIsAdded()
{
    World w;
    QFile log(w.folder.filePath(u"shop.log"_s));
    QVERIFY(log.open(QIODevice::WriteOnly));
    log.write("paid by card\n");
    log.close();
    auto *dialog = new ui::AddLogDialog(*w.watch, w.clock);
    QSignalSpy added(dialog, &ui::AddLogDialog::added);
    dialog->show();
    auto *path = dialog->findChild<QLineEdit *>();
    path->setText(w.folder.filePath(u"*.log"_s));
    QTRY_VERIFY(says(*dialog, u"paid by card"_s));
    QVERIFY(says(*dialog, u"shop.log"_s));
    QVERIFY(follow(*dialog)->isEnabled());
    QTest::keyClick(path, Qt::Key_Return);
    QTRY_COMPARE(added.size(), 1);
    QCOMPARE(added.front().at(1).toString(), log.fileName());
    QVERIFY(QFile::exists(w.folder.filePath(u"added-logs.json"_s)));
}

void AddLogDialogTest::nonsenseIsExplainedAndCannotBeAdded()
{
    World w;
    auto *dialog = new ui::AddLogDialog(*w.watch, w.clock);
    dialog->show();
    dialog->findChild<QLineEdit *>()->setText(u"log/<b>*.log"_s);
    QTRY_VERIFY(says(*dialog, u"does not begin with /"_s));
    QVERIFY(!follow(*dialog)->isEnabled());
    delete dialog;
}

void AddLogDialogTest::closedWhileItLooksNothingHappens()
{
    World w;
    auto *dialog = new ui::AddLogDialog(*w.watch, w.clock);
    dialog->findChild<QLineEdit *>()->setText(u"/tmp/*.log"_s);
    QTest::keyClick(dialog->findChild<QLineEdit *>(), Qt::Key_Escape);
    delete dialog;
    std::optional<bool> isOver;
    w.watch->previewLog(u"/tmp/x"_s, {}, [&](const base::Result<engine::StationLogPreview> &) { isOver = true; });
    QTRY_VERIFY(isOver);
}

void AddLogDialogTest::theWordsSayWhatIsKnown()
{
    engine::StationLogPreview preview;
    QVERIFY(ui::logPreviewText(preview, 0).startsWith(u"Nothing matches yet"_s));
    preview.unreadable = {u"/var/log/btmp: Permission denied"_s};
    QVERIFY(ui::logPreviewText(preview, 0).contains(u"Permission denied"_s));
    preview.files = 2;
    preview.newest = u"/srv/a.log"_s;
    preview.format = u"json"_s;
    preview.linesPerSecond = 2.5;
    const QString said = ui::logPreviewText(preview, 0);
    QVERIFY2(said.contains(u"a.log"_s) && said.contains(u": json, about 2.5 lines a second"_s), qPrintable(said));
}

QTEST_MAIN(AddLogDialogTest)
#include "tst_addlogdialog.moc"
