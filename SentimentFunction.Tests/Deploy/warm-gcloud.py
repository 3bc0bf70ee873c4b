"""Runs gcloud's commands without starting it anew for each.

Nearly all that a command takes is the time to import gcloud's modules. This
process has imported them, and forks one for each command, which then does what
gcloud.py does, with the arguments, the environment, the folder and the streams
of whoever called. What a command has imported besides is imported here as well
before the next one.

gcloud's own launcher starts it, with the Python that it chooses:

    CLOUDSDK_PYTHON_ARGS="-S warm-gcloud.py" gcloud FOLDER

FOLDER gets a program, "python", with which the launcher then starts commands:

    CLOUDSDK_PYTHON=FOLDER/python gcloud ...

It ends when its standard input does.
"""

import array
import atexit
import functools
import gc
import importlib
import importlib.util
import json
import os
import select
import signal
import socket
import sys
import threading
import time

# What the launcher calls: hands all over, and ends as the command does. When
# it is killed, so is the command.
CLIENT = """#!{python} -IS
import array, json, os, socket, sys
server = socket.socket(socket.AF_UNIX)
server.connect({address!r})
what = dict(arguments=sys.argv[1:], environment=dict(os.environ), folder=os.getcwd())
streams = (socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array('i', [0, 1, 2]))
server.sendmsg([b'.'], [streams])
server.sendall(json.dumps(what).encode() + b'\\n')
os._exit(int(server.makefile().readline() or '1'))
"""


# The folder of this process's own configuration.
HERE = os.environ['CLOUDSDK_CONFIG']

# The environment variable with which gcloud waits next to nothing before it
# tries a call again, which else takes it minutes.
HASTY = 'WARM_GCLOUD_HASTY'

# The names of all of gcloud's modules are a part of that.
LONGEST = 131072


def main(program, folder):
    address = os.path.join(folder, 'socket')
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(address)
    listening.listen(64)
    gcloud = load(program)
    client = os.path.join(folder, 'python')
    with open(client + '.new', 'w') as file:
        file.write(CLIENT.format(python=sys.executable, address=address))
    os.chmod(client + '.new', 0o755)
    os.rename(client + '.new', client)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    # Of messages, so that those of two commands don't mix.
    learned, learning = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    while True:
        ready, _, _ = select.select([0, learned, listening], [], [])
        if 0 in ready:
            return
        if learned in ready:
            learn(learned.recv(LONGEST))
        elif listening in ready:
            caller, _ = listening.accept()
            # Memory that a collection looks through would be copied.
            gc.freeze()
            if os.fork() == 0:
                listening.close()
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                serve(caller, gcloud, program, learning)
            caller.close()


def load(program):
    """Loads gcloud.py, which finds its own modules, and what it begins with."""
    spec = importlib.util.spec_from_file_location('gcloud', program)
    gcloud = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(gcloud)
    importlib.import_module('googlecloudsdk.gcloud_main')
    return gcloud


def learn(names):
    for name in names.decode().split():
        try:
            importlib.import_module(name)
        except Exception:  # Not each module has its name on the path.
            pass


def move_folders():
    """Moves to the caller's configuration what lies in this one's: properties
    take their folders there when gcloud's modules are imported, and two
    commands would take each other's files."""
    config = importlib.import_module('googlecloudsdk.core.config')
    properties = importlib.import_module('googlecloudsdk.core.properties')
    folder = config.Paths().global_config_dir
    for section in properties.VALUES:
        for each in section:
            if each.default and str(each.default).startswith(HERE):
                there = folder + each.default[len(HERE):]
                os.environ.setdefault(each.EnvironmentName(), there)


def serve(caller, gcloud, program, learning):
    _, streams, _, _ = caller.recvmsg(1, socket.CMSG_SPACE(3 * 4))
    for target, source in enumerate(array.array('i', streams[0][2])):
        os.dup2(source, target)
        os.close(source)
    what = json.loads(caller.makefile().readline())
    os.chdir(what['folder'])
    os.environ.clear()
    os.environ.update(what['environment'])
    move_folders()
    if HASTY in os.environ:
        time.sleep = functools.partial(sleep_shortly, time.sleep)
    threading.Thread(target=watch, args=[caller], daemon=True).start()
    # Behind Python's own options and the program.
    arguments = what['arguments']
    sys.argv = arguments[arguments.index(program):]
    before = set(sys.modules)
    code = run(gcloud)
    names = [name for name in sys.modules if name not in before]
    caller.sendall(b'%d\n' % code)
    learning.send('\n'.join(names).encode()[:LONGEST])
    os._exit(code)


def sleep_shortly(sleep, seconds):
    sleep(min(seconds, 0.02))


def watch(caller):
    if not caller.recv(1):
        os._exit(1)


def run(gcloud):
    """Runs a command as Python does a program, to its end."""
    code = 0
    try:
        gcloud.main()
    except SystemExit as end:
        code = end.code
        if code is None:
            code = 0
        elif not isinstance(code, int):
            print(code, file=sys.stderr)
            code = 1
    except BaseException:
        sys.excepthook(*sys.exc_info())
        code = 1
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join()
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            code = code or 120
    return code & 0xFF


main(*sys.argv[1:3])
