// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/emit/instrument.h"

#include <string>

namespace wf::app::demo {

namespace {

constexpr double mebi = 1024.0 * 1024.0;

class ProcessStats final : public Instrument {
public:
    ProcessStats(const Pod &pod, Sheet &sheet)
        : m_cpu(sheet.counter("process_cpu_seconds_total", "Processor time used.", {}, false)),
          m_resident(sheet.gauge("process_resident_memory_bytes", "Resident memory.")),
          m_virtual(sheet.gauge("process_virtual_memory_bytes", "Virtual memory.")),
          m_open(sheet.gauge("process_open_fds", "Open file descriptors.")),
          m_max(sheet.gauge("process_max_fds", "Most file descriptors that may be open.")),
          m_start(sheet.gauge("process_start_time_seconds", "Start of the process since 1970.")),
          m_limitCpu(sheet.gauge("container_cpu_limit_cores", "Processor limit of the container.")),
          m_limitMemory(sheet.gauge("container_memory_limit_bytes", "Memory limit of the container.")),
          m_started(pod.start)
    {
        for (const char *way : {"receive", "transmit"})
            m_network.push_back(
                sheet.counter("container_network_" + std::string(way) + "_bytes_total", "Bytes over the network."));
        m_throttled = sheet.counter("container_cpu_cfs_throttled_seconds_total",
                                    "Time held back by the processor limit.", {}, false);
    }

    void book(const Moment &m, Sheet &sheet) override
    {
        const double use = m.cores / m.spec.cpuCores;
        sheet.add(m_cpu, m.cores * tickSeconds);
        sheet.add(m_throttled, tickSeconds * 0.002 * std::max(0.0, use - 0.25) * m.jitter(51, 0.5));
        sheet.add(m_network[0], m.count(m.flow.perSecond) * 2100.0);
        sheet.add(m_network[1], m.count(m.flow.perSecond) * 7400.0);
        sheet.set(m_resident, std::round(m.memory));
        sheet.set(m_virtual, std::round(m.memory * 2.4 + 700.0 * mebi));
        sheet.set(m_open, std::round(38.0 + 2.2 * m.flow.busy * m.share * m.jitter(52, 0.1)));
        sheet.set(m_max, 65536.0);
        sheet.set(m_start, m_started);
        sheet.set(m_limitCpu, m.spec.cpuCores);
        sheet.set(m_limitMemory, m.spec.memoryMiB * mebi);
    }

private:
    int m_cpu, m_resident, m_virtual, m_open, m_max, m_start, m_limitCpu, m_limitMemory, m_throttled = 0;
    double m_started;
    std::vector<int> m_network;
};

class GoRuntime final : public Instrument {
public:
    GoRuntime(const ServiceSpec &spec, Sheet &sheet)
        : m_info(sheet.gauge("go_info", "Version of Go.", {{"version", std::string(spec.runtimeVersion)}})),
          m_goroutines(sheet.gauge("go_goroutines", "Goroutines that exist.")),
          m_threads(sheet.gauge("go_threads", "OS threads created.")),
          m_maxProcs(sheet.gauge("go_sched_gomaxprocs_threads", "GOMAXPROCS.")),
          m_allocated(sheet.gauge("go_memstats_alloc_bytes", "Bytes allocated and in use.")),
          m_heapInUse(sheet.gauge("go_memstats_heap_inuse_bytes", "Heap in use.")),
          m_heapIdle(sheet.gauge("go_memstats_heap_idle_bytes", "Heap waiting to be used.")),
          m_heapObjects(sheet.gauge("go_memstats_heap_objects", "Allocated objects.")),
          m_nextGc(sheet.gauge("go_memstats_next_gc_bytes", "Heap size of the next collection.")),
          m_system(sheet.gauge("go_memstats_sys_bytes", "Bytes obtained from the system.")),
          m_stack(sheet.gauge("go_memstats_stack_inuse_bytes", "Stacks in use.")),
          m_allocations(sheet.counter("go_memstats_alloc_bytes_total", "Bytes allocated, freed or not.")),
          m_mallocs(sheet.counter("go_memstats_mallocs_total", "Allocations.")),
          m_frees(sheet.counter("go_memstats_frees_total", "Frees.")),
          m_gc(sheet.summary("go_gc_duration_seconds", "Pauses of the garbage collector."))
    {
    }

    void book(const Moment &m, Sheet &sheet) override
    {
        const double busy = m.flow.busy * m.share;
        const double perSecond = m.flow.perSecond * m.share;
        const double heap = m.memory * (0.52 + 0.12 * m.dice.with(60).wave(m.middle, 35.0));
        const double waiting = m.spec.id == Checkout || m.spec.id == Payment || m.spec.id == Gateway ? 4.2 : 2.0;
        sheet.set(m_info, 1.0);
        sheet.set(m_goroutines, std::round((62.0 + 1.6 * perSecond + waiting * 12.0 * busy) * m.jitter(61, 0.05)));
        sheet.set(m_threads, std::round(11.0 + 2.0 * m.spec.cpuCores + 0.05 * busy));
        sheet.set(m_maxProcs, std::max(1.0, m.spec.cpuCores));
        sheet.set(m_allocated, std::round(heap));
        sheet.set(m_heapInUse, std::round(heap * 1.12));
        sheet.set(m_heapIdle, std::round(m.memory * 0.22));
        sheet.set(m_heapObjects, std::round(heap / 92.0));
        sheet.set(m_nextGc, std::round(m.memory * 0.74));
        sheet.set(m_system, std::round(m.memory * 1.08));
        sheet.set(m_stack, std::round(mebi * (2.0 + 0.03 * busy)));
        const double bytes = m.count(m.flow.perSecond) * 42000.0 * m.jitter(62, 0.1);
        sheet.add(m_allocations, bytes);
        sheet.add(m_mallocs, bytes / 88.0);
        sheet.add(m_frees, bytes / 88.4);
        const double collections = bytes / (0.45 * m.memory) + tickSeconds / 120.0;
        sheet.observe(m_gc, collections,
                      (0.00021 + 0.00009 * busy / 10.0) * (1.0 + 1.1 * m.payment) * m.jitter(63, 0.4, 15.0));
    }

private:
    int m_info, m_goroutines, m_threads, m_maxProcs, m_allocated, m_heapInUse, m_heapIdle, m_heapObjects, m_nextGc,
        m_system, m_stack, m_allocations, m_mallocs, m_frees, m_gc;
};

// Names as Micrometer's Prometheus registry writes them.
class JvmRuntime final : public Instrument {
public:
    JvmRuntime(const ServiceSpec &spec, Sheet &sheet)
        : m_info(sheet.gauge(
              "jvm_info", "Version of the virtual machine.",
              {{"version", std::string(spec.runtimeVersion)}, {"vendor", "Eclipse Adoptium"}, {"runtime", "OpenJDK"}})),
          m_live(sheet.gauge("jvm_threads_live_threads", "Live threads.")),
          m_daemon(sheet.gauge("jvm_threads_daemon_threads", "Live daemon threads.")),
          m_peak(sheet.gauge("jvm_threads_peak_threads", "Most threads at once.")),
          m_classes(sheet.gauge("jvm_classes_loaded_classes", "Loaded classes.")),
          m_allocated(sheet.counter("jvm_gc_memory_allocated_bytes_total", "Growth of the young generation.")),
          m_promoted(sheet.counter("jvm_gc_memory_promoted_bytes_total", "Growth of the old generation.")),
          m_liveData(sheet.gauge("jvm_gc_live_data_size_bytes", "Old generation after a collection.")),
          m_overhead(sheet.gauge("jvm_gc_overhead_percent", "Share of processor time spent collecting.")),
          m_cpu(sheet.gauge("process_cpu_usage", "Share of the processor used by this process.")),
          m_systemCpu(sheet.gauge("system_cpu_usage", "Share of the processor used by the system.")),
          m_uptime(sheet.gauge("process_uptime_seconds", "Uptime."))
    {
        const char *used = "jvm_memory_used_bytes";
        for (const auto &[area, id] : {std::pair{"heap", "G1 Eden Space"},
                                       {"heap", "G1 Old Gen"},
                                       {"heap", "G1 Survivor Space"},
                                       {"nonheap", "Metaspace"},
                                       {"nonheap", "CodeCache"}}) {
            m_used.push_back(sheet.gauge(used, "Memory in use.", {{"area", area}, {"id", id}}));
            m_max.push_back(
                sheet.gauge("jvm_memory_max_bytes", "Most memory that may be used.", {{"area", area}, {"id", id}}));
        }
        for (const char *state : {"runnable", "waiting", "timed-waiting", "blocked"})
            m_states.push_back(sheet.gauge("jvm_threads_states_threads", "Threads by state.", {{"state", state}}));
        m_minor = sheet.summary(
            "jvm_gc_pause_seconds", "Pauses of the garbage collector.",
            {{"action", "end of minor GC"}, {"cause", "G1 Evacuation Pause"}, {"gc", "G1 Young Generation"}});
        m_major = sheet.summary(
            "jvm_gc_pause_seconds", "Pauses of the garbage collector.",
            {{"action", "end of major GC"}, {"cause", "G1 Humongous Allocation"}, {"gc", "G1 Old Generation"}});
    }

    void book(const Moment &m, Sheet &sheet) override
    {
        const double limit = m.spec.memoryMiB * mebi * 0.75;
        const double old = limit * std::min(0.97, 0.34 + 0.60 * m.leak + 0.02 * m.dice.with(70).wave(m.middle, 900.0));
        const double edenSize = limit * 0.25 * (1.0 - 0.8 * m.leak);
        const double bytes = m.count(m.flow.perSecond) * 610000.0;
        const double eden = edenSize * (0.5 + 0.5 * m.dice.with(71).wave(m.middle, 30.0));
        const double values[] = {eden, old, limit * 0.02, 96.0 * mebi, 41.0 * mebi};
        const double limits[] = {-1.0, limit, -1.0, -1.0, 240.0 * mebi};
        for (std::size_t i = 0; i < m_used.size(); ++i) {
            sheet.set(m_used[i], std::round(values[i]));
            sheet.set(m_max[i], limits[i]);
        }
        const double busy = m.flow.busy * m.share;
        bookThreads(m, sheet, busy);
        const double minor = bytes / edenSize;
        const double pause = (0.009 + 0.02 * m.leak) * m.jitter(72, 0.3, 15.0);
        const double majors = tickSeconds * (m.leak > 0.6 ? (m.leak - 0.6) * 0.12 : 1.0 / 7200.0);
        sheet.observe(m_minor, minor, pause);
        sheet.observe(m_major, majors, 0.38 * m.jitter(73, 0.2));
        sheet.add(m_allocated, bytes);
        sheet.add(m_promoted, bytes * (0.004 + 0.02 * m.leak));
        sheet.set(m_liveData, std::round(old * 0.93));
        sheet.set(m_overhead, (minor * pause + majors * 0.38) / tickSeconds);
        sheet.set(m_cpu, m.cores / m.spec.cpuCores);
        sheet.set(m_systemCpu, 0.31 * m.jitter(74, 0.2));
        sheet.set(m_uptime, m.tick.start - m.pod.start);
        sheet.set(m_info, 1.0);
        sheet.set(m_classes, 14210.0 + 3.0 * static_cast<double>(m.spec.id));
    }

private:
    void bookThreads(const Moment &m, Sheet &sheet, double busy)
    {
        const double live = std::round(46.0 + 1.3 * busy);
        sheet.set(m_live, live);
        sheet.set(m_daemon, std::round(live * 0.72));
        sheet.set(m_peak, 96.0);
        const double runnable = std::round(7.0 + busy * 0.4);
        sheet.set(m_states[0], runnable);
        sheet.set(m_states[1], std::round((live - runnable) * 0.6));
        sheet.set(m_states[2], live - runnable - std::round((live - runnable) * 0.6));
        sheet.set(m_states[3], m.leak > 0.8 ? 2.0 : 0.0);
    }

    int m_info, m_live, m_daemon, m_peak, m_classes, m_allocated, m_promoted, m_liveData, m_overhead, m_cpu,
        m_systemCpu, m_uptime, m_minor = 0, m_major = 0;
    std::vector<int> m_used, m_max, m_states;
};

class PythonRuntime final : public Instrument {
public:
    PythonRuntime(const ServiceSpec &spec, Sheet &sheet)
        : m_info(sheet.gauge("python_info", "Version of Python.",
                             {{"implementation", "CPython"}, {"version", std::string(spec.runtimeVersion)}})),
          m_workers(sheet.gauge("gunicorn_workers", "Worker processes.")),
          m_backlog(sheet.gauge("gunicorn_backlog", "Connections waiting for a worker."))
    {
        for (const char *generation : {"0", "1", "2"}) {
            m_collections.push_back(
                sheet.counter("python_gc_collections_total", "Collections.", {{"generation", generation}}));
            m_objects.push_back(
                sheet.counter("python_gc_objects_collected_total", "Objects collected.", {{"generation", generation}}));
            m_uncollectable.push_back(sheet.counter("python_gc_objects_uncollectable_total",
                                                    "Objects that could not be collected.",
                                                    {{"generation", generation}}));
        }
    }

    void book(const Moment &m, Sheet &sheet) override
    {
        sheet.set(m_info, 1.0);
        sheet.set(m_workers, 8.0);
        sheet.set(m_backlog, std::max(0.0, std::round(m.flow.busy * m.share - 6.0)));
        double n = m.count(m.flow.perSecond) * 1.7;
        for (std::size_t g = 0; g < m_collections.size(); ++g, n /= 11.0) {
            sheet.add(m_collections[g], n);
            sheet.add(m_objects[g], n * 38.0 * m.jitter(80 + g, 0.2));
        }
    }

private:
    int m_info, m_workers, m_backlog;
    std::vector<int> m_collections, m_objects, m_uncollectable;
};

} // namespace

void addRuntime(Instruments &list, const ServiceSpec &spec, const Pod &pod, Sheet &sheet)
{
    list.push_back(std::make_unique<ProcessStats>(pod, sheet));
    if (spec.runtime == Runtime::Go)
        list.push_back(std::make_unique<GoRuntime>(spec, sheet));
    else if (spec.runtime == Runtime::Jvm)
        list.push_back(std::make_unique<JvmRuntime>(spec, sheet));
    else
        list.push_back(std::make_unique<PythonRuntime>(spec, sheet));
}

} // namespace wf::app::demo
