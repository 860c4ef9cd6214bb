import groovy.io.FileType

// All kinds were made; the chosen one becomes the project.
def project = new File(request.outputDirectory, request.artifactId)
def kinds = new File(project, 'kinds')
def known = kinds.list().sort()
def kind = request.properties['kind']
def name = request.properties['name']
def refuse = { sentence ->
  project.deleteDir()
  throw new IllegalArgumentException(sentence)
}
// Maven looks at patterns only where it asks.
if (!(kind in known)) refuse("kind is $kind; allowed: ${known.join(', ')}.")
if (!(name ==~ /[a-z][a-z0-9-]*/)) refuse("name is $name; it begins with a small letter and holds small letters, digits and hyphens.")

def chosen = new File(kinds, kind)
chosen.eachFileRecurse(FileType.FILES) { file ->
  def place = new File(project, chosen.toPath().relativize(file.toPath()).toString())
  place.parentFile.mkdirs()
  assert place.exists() ? place.delete() : true
  assert file.renameTo(place)
}
kinds.deleteDir()
