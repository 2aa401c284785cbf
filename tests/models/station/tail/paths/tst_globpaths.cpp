// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/tail/paths/globpaths.h"

#include "models/station/tail/paths/folderlist.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace wf::station::tail;
using namespace Qt::StringLiterals;

class TstGlobPaths : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void matchesPaths_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("path");
        QTest::addColumn<bool>("matches");
        const auto row = [](const char *pattern, const char *path, bool matches) {
            QTest::addRow("%s %s", pattern, path)
                << QString::fromLatin1(pattern) << QString::fromLatin1(path) << matches;
        };
        row("/var/log/*.log", "/var/log/a.log", true);
        row("/var/log/*.log", "/var/log/x/a.log", false);
        row("/var/log/*.log", "/var/log/.hidden.log", false);
        row("/var/**/*.log", "/var/a.log", true);
        row("/var/**/*.log", "/var/x/y/a.log", true);
        row("/var/**", "/var/x/y/a.log", true);
        row("/srv/[ab]/?.txt", "/srv/b/1.txt", true);
        row("/srv/[ab]/?.txt", "/srv/c/1.txt", false);
        row("*.gz", "/var/log/a.gz", true);
        row("*.gz", "/var/log/a.log", false);
        row("/**/a", "/x/y/z/a", true);
        row("/**/**/**/a", "/x/b", false);
    }
    void matchesPaths()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, path);
        QFETCH(bool, matches);
        QCOMPARE(matchesGlob(pattern.toStdString(), path.toStdString()), matches);
    }
    void findsFilesAndWhereTheyAppear()
    {
        QTemporaryDir folder;
        QDir root(folder.path());
        for (const auto &sub : {u"a/b"_s, u"c"_s, u".git"_s})
            QVERIFY(root.mkpath(sub));
        for (const auto &name : {u"x.log"_s, u"a/y.log"_s, u"a/b/z.log"_s, u"c/y.txt"_s, u".git/w.log"_s}) {
            QFile file(root.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
        }
        QVERIFY(QFile::link(root.path(), root.filePath(u"c/loop"_s)));
        const std::string base = folder.path().toStdString();
        const auto found = expandGlobs({base + "/**/*.log", base + "/*/y.*", base + "/none/*.log"}, {"z.*"}, 100);
        QCOMPARE(found.files, (std::vector<std::string>{base + "/a/y.log", base + "/c/y.txt", base + "/x.log"}));
        QVERIFY(std::find(found.folders.begin(), found.folders.end(), base + "/a/b") != found.folders.end());
        QVERIFY(!found.isCut);
        QVERIFY(expandGlobs({base + "/**/*.log"}, {}, 2).isCut);
    }
    void tellsRotatedNamesFromOthers()
    {
        QVERIFY(isNumberedNameOf("/l/app.log.1", "/l/app.log"));
        QVERIFY(isNumberedNameOf("/l/app.log-20261128", "/l/app.log"));
        QVERIFY(isNumberedNameOf("/l/app-2026-11-28.log", "/l/app.log"));
        QVERIFY(isNumberedNameOf("/l/syslog.1", "/l/syslog"));
        QVERIFY(!isNumberedNameOf("/l/app-error.log", "/l/app.log"));
        QVERIFY(!isNumberedNameOf("/l/app.log.bak", "/l/app.log"));
        QVERIFY(!isNumberedNameOf("/l/apple.log", "/l/app.log"));
        QVERIFY(!isNumberedNameOf("/l/app.log", "/l/app.log"));
    }
};

QTEST_APPLESS_MAIN(TstGlobPaths)
#include "tst_globpaths.moc"
