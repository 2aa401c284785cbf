// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/net/netfixture.h"
#include "tests/support/failonwarning.h"

#include <QElapsedTimer>
#include <QTest>

#include <condition_variable>
#include <cstring>
#include <mutex>

#include <dlfcn.h>
#include <netdb.h>

using namespace wf;
using namespace wf::tests;
using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

// Name servers that say nothing: looking up a name below .silent waits until it is let go.
std::mutex mutex;
std::condition_variable letGo;
bool isLetGo = false;
int waiting = 0;

} // namespace

// Stands before the C library's own, for every library of this program.
extern "C" int getaddrinfo(const char *node, const char *service, const addrinfo *hints, addrinfo **result)
{
    if (node && std::strstr(node, ".silent")) {
        std::unique_lock lock(mutex);
        ++waiting;
        letGo.wait(lock, [] { return isLetGo; });
        return EAI_AGAIN;
    }
    using Real = int (*)(const char *, const char *, const addrinfo *, addrinfo **);
    static const auto real = reinterpret_cast<Real>(dlsym(RTLD_NEXT, "getaddrinfo"));
    return real(node, service, hints, result);
}

class TestNames : public QObject {
    Q_OBJECT
    base::SystemClock m_clock;

private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void aNameServerThatSaysNothingIsNotWaitedForBeyondTheTimers()
    {
        const QUrl url(u"http://prometheus.silent:9090/x"_s);
        auto options = quickOptions(url);
        options.name = u"faulty"_s;
        options.tries = 1;
        options.idleTimeout = net::milliseconds(5000); // it is not this one that ends it
        net::HttpClient client(options, {m_clock, [] { return 0.0; }, nullptr, nullptr});
        QElapsedTimer timer;
        timer.start();
        const auto asked = ask(client, get(url, 1500));
        QTRY_VERIFY(asked->isDone());
        QVERIFY2(timer.elapsed() < 1500 + 500, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(asked->kind(), ErrorKind::Timeout);
        QCOMPARE(asked->result->error().summary,
                 u"No connection to faulty within 0.4 s. The name prometheus.silent was not found out until then."_s);
        const std::scoped_lock lock(mutex);
        QCOMPARE(waiting, 1);
    }

    // One source with a dead name server must not keep the others from being asked.
    void otherSourcesAreAskedMeanwhile()
    {
        const QUrl url(u"http://loki.silent:3100/x"_s);
        net::HttpClient stuck(quickOptions(url), {m_clock, [] { return 0.0; }, nullptr, nullptr});
        const auto first = ask(stuck, get(url, 3000));
        RawServer server([](const SeenRequest &, RawPeer &peer) { peer.respond(200, "ok"); });
        QVERIFY(server.start());
        QUrl named = server.url(u"/x"_s);
        named.setHost(u"localhost"_s);
        auto options = quickOptions(named);
        options.connectTimeout = options.idleTimeout = net::milliseconds(3000);
        net::HttpClient healthy(options, {m_clock, [] { return 0.0; }, nullptr, nullptr});
        const auto asked = ask(healthy, get(named));
        QTRY_VERIFY(asked->isDone());
        QVERIFY2(asked->result->ok(), asked->result->ok() ? "" : qPrintable(asked->result->error().summary));
    }

    void cleanupTestCase()
    {
        {
            const std::scoped_lock lock(mutex);
            isLetGo = true;
        }
        letGo.notify_all();
    }
};

QTEST_GUILESS_MAIN(TestNames)
#include "tst_names.moc"
